// Puts a buffer back as it was before a step that is to be skipped, one invocation per element.
//   skip: []   before, buffer: [size]

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> skip: array<f32>;
@group(0) @binding(1) var<storage, read> before: array<f32>;
@group(0) @binding(2) var<storage, read_write> buffer: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size || skip[0] == 0.0) { return; }
  buffer[i] = before[i];
}
