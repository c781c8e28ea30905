// y += bias, one invocation per element.
//   bias: [K]   y: [N, K, P * Q]

alias real = f32;

struct Params { size: u32, k: u32, pixels: u32 }

@group(0) @binding(0) var<storage, read> bias: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.size) { return; }
  y[i] = real(f32(y[i]) + f32(bias[i / d.pixels % d.k]));
}
