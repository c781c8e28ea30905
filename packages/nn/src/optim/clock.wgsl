// Counts a step, unless it is to be skipped, and works out what depends on the count. One invocation.
//   now: lr, whether to skip, steps before this one, 1 - beta1^t, sqrt(1 - beta2^t) of step t, which counts from 1
//   log1, log2: logarithms of beta1 and beta2, -infinity for 0

struct Params { log1: f32, log2: f32 }

@group(0) @binding(0) var<storage, read> rate: array<f32>;
@group(0) @binding(1) var<storage, read> skip: array<f32>;
@group(0) @binding(2) var<storage, read_write> steps: array<f32>;
@group(0) @binding(3) var<storage, read_write> now: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

// 1 - exp(z) of z below 0, without the digits that the difference would lose near 0: there by the series of exp.
fn oneMinusExp(z: f32) -> f32 {
  if (z < -1.0) { return 1.0 - exp(max(z, -100.0)); }
  var sum = 1.0;
  for (var n = 13.0; n > 1.0; n -= 1.0) { sum = 1.0 + z / n * sum; }
  return -z * sum;
}

@compute @workgroup_size(1)
fn main() {
  let before = steps[0];
  let t = before + 1.0;
  if (skip[0] == 0.0) { steps[0] = t; }
  now[0] = rate[0];
  now[1] = select(1.0, 0.0, skip[0] == 0.0);
  now[2] = before;
  now[3] = oneMinusExp(t * p.log1);
  now[4] = sqrt(oneMinusExp(t * p.log2));
}
