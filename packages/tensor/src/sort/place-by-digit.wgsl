// Moves keys and what goes with them to their places in the order of one digit, equal ones as they were. One
// invocation for one block, whose places begin where offsets says, and go on from there.
//   keys, items, sortedKeys, sortedItems: [size] in blocks of p.block; offsets: [digits, blocks]

struct Params { size: u32, block: u32, blocks: u32, digits: u32, shift: u32 }

@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read> items: array<u32>;
@group(0) @binding(2) var<storage, read_write> offsets: array<u32>;
@group(0) @binding(3) var<storage, read_write> sortedKeys: array<u32>;
@group(0) @binding(4) var<storage, read_write> sortedItems: array<u32>;
@group(0) @binding(5) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let b = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (b >= p.blocks) { return; }
  for (var i = b * p.block; i < min((b + 1u) * p.block, p.size); i++) {
    let key = keys[i];
    let counter = ((key >> p.shift) & (p.digits - 1u)) * p.blocks + b;
    let at = offsets[counter];
    offsets[counter] = at + 1u;
    sortedKeys[at] = key;
    sortedItems[at] = items[i];
  }
}
