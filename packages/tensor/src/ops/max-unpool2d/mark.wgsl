// Each element claims its place in the plane of y; of several that claim one, the last in row-major order has it. A
// maximum of integers, whose order does not matter: every run gives the same. One invocation for one element of x.
//   indices: [planes, inputs]   owner: [planes, outputs], zeros before   planes = N C
// What lies outside the plane, a negative index included, claims nothing.

struct Params { planes: u32, inputs: u32, outputs: u32 }

@group(0) @binding(0) var<storage, read> indices: array<u32>;
@group(0) @binding(1) var<storage, read_write> owner: array<atomic<u32>>; // the element's number from 1 on
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.inputs) { return; }
  let place = indices[i];
  if (place < p.outputs) { atomicMax(&owner[i / p.inputs * p.outputs + place], i % p.inputs + 1u); }
}
