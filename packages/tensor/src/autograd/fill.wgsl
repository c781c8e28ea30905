// One value in every element.

alias real = f32;

struct Params { size: u32, value: f32 }

@group(0) @binding(0) var<storage, read_write> y: array<real>;
@group(0) @binding(1) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  y[i] = real(p.value);
}
