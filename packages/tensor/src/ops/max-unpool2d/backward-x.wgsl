// Each element gets the cotangent of the output that took it, if one did. One invocation for one element of x.
//   indices, dx: [planes, inputs]   dy, owner: [planes, outputs]   planes = N C

struct Params { planes: u32, inputs: u32, outputs: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> indices: array<u32>;
@group(0) @binding(2) var<storage, read> owner: array<u32>; // the element's number from 1 on, 0 for none
@group(0) @binding(3) var<storage, read_write> dx: array<real>;
@group(0) @binding(4) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.inputs) { return; }
  let place = indices[i];
  let at = i / p.inputs * p.outputs + place;
  var value = real(0.0);
  if (place < p.outputs) {
    if (owner[at] == i % p.inputs + 1u) { value = dy[at]; }
  }
  dx[i] = value;
}
