// After a step: the factor shrinks where it was skipped, and grows after growthInterval steps that were not, as long
// as it stays finite. One invocation.
//   skip, factor, tracker: []

struct Params { growthInterval: u32, growthFactor: f32, backoffFactor: f32 }

@group(0) @binding(0) var<storage, read> skip: array<f32>;
@group(0) @binding(1) var<storage, read_write> factor: array<f32>;
@group(0) @binding(2) var<storage, read_write> tracker: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

@compute @workgroup_size(1)
fn main() {
  if (skip[0] != 0.0) {
    factor[0] *= p.backoffFactor;
    tracker[0] = 0.0;
    return;
  }
  let steps = tracker[0] + 1.0;
  if (steps < f32(p.growthInterval)) {
    tracker[0] = steps;
    return;
  }
  tracker[0] = 0.0;
  if (factor[0] * p.growthFactor < 3.4e38) { factor[0] *= p.growthFactor; }
}
