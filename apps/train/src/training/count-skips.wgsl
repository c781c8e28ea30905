// Counts a step that is to be skipped. One invocation.
//   skip: []   counts: [2], steps skipped so far, and in a row

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> skip: array<f32>;
@group(0) @binding(1) var<storage, read_write> counts: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

@compute @workgroup_size(1)
fn main() {
  let skipped = select(0.0, 1.0, skip[0] != 0.0);
  counts[0] += skipped;
  counts[1] = skipped * (counts[1] + 1.0);
}
