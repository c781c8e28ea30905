// The offset of a seed counts on by p.step. One invocation.
//   seed: (key, offset)

struct Params { step: u32 }

@group(0) @binding(0) var<storage, read_write> seed: array<u32>;
@group(0) @binding(1) var<uniform> p: Params;

@compute @workgroup_size(1)
fn main() {
  seed[1] += p.step;
}
