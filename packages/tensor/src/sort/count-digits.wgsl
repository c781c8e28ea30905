// counts[d, b] = how many keys of block b have the digit d, a few bits of the key. One invocation for one block.
//   keys: [size] in blocks of p.block, the last one shorter; counts: [digits, blocks]

struct Params { size: u32, block: u32, blocks: u32, digits: u32, shift: u32 }

@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read_write> counts: array<u32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let b = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (b >= p.blocks) { return; }
  for (var d = 0u; d < p.digits; d++) { counts[d * p.blocks + b] = 0u; }
  for (var i = b * p.block; i < min((b + 1u) * p.block, p.size); i++) {
    counts[((keys[i] >> p.shift) & (p.digits - 1u)) * p.blocks + b]++;
  }
}
