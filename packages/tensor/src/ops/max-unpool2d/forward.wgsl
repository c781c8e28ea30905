// Each output takes the element that has its place, or is zero. One invocation for one output.
//   x: [planes, inputs]   owner, y: [planes, outputs]   planes = N C

struct Params { planes: u32, inputs: u32, outputs: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> owner: array<u32>; // the element's number from 1 on, 0 for none
@group(0) @binding(2) var<storage, read_write> y: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.outputs) { return; }
  let element = owner[i];
  var value = real(0.0);
  if (element > 0u) { value = x[i / p.outputs * p.inputs + element - 1u]; }
  y[i] = value;
}
