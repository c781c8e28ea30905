// target = source, in place. One invocation for four elements; the last may reach beyond the tensors, never beyond
// their buffers.
//   source, target: [size] in fours

alias real = u32; // any 32 bits, or a half

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> source: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> destination: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  destination[i] = source[i];
}
