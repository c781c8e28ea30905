// x *= coefficient. One invocation for four elements; the last may reach beyond the tensor, never beyond its buffer.
//   coefficient: [1]; x: [size] in fours

alias real = f32;

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> coefficient: array<f32>;
@group(0) @binding(1) var<storage, read_write> x: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let factor = coefficient[0];
  if (4u * i >= p.size || factor == 1.0) { return; }
  x[i] = vec4<real>(vec4f(x[i]) * factor);
}
