// skip = found, as a number; found is ready for the next gradients. One invocation.

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read_write> found: array<u32>;
@group(0) @binding(1) var<storage, read_write> skip: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

@compute @workgroup_size(1)
fn main() {
  skip[0] = f32(found[0]);
  found[0] = 0u;
}
