// Sum of two gradients of one tensor. One invocation for four elements; the last may reach beyond the tensors, never
// beyond their buffers.
//   a, b, y: [size] in fours

alias real = f32;

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> a: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn map(at: u32, a: vec4f, b: vec4f) -> vec4f {
  return a + b;
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(a[i]), vec4f(b[i]))));
}
