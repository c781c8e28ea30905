// y = x + bias, as a map. One invocation for four elements; the last may reach beyond the tensors, never beyond their
// buffers.
//   x, y: [N, K, P * Q] in fours   bias: [K]

alias real = f32;

struct Params { size: u32, k: u32, pixels: u32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> bias: array<real>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn map(at: u32, v: vec4f) -> vec4f {
  let k = (at + vec4u(0u, 1u, 2u, 3u)) / p.pixels % p.k;
  return v + vec4f(f32(bias[k.x]), f32(bias[k.y]), f32(bias[k.z]), f32(bias[k.w]));
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(x[i]))));
}
