// running moves towards batch / divisor, in place. One invocation for one channel.
//   batch, running: [C] = [size]

struct Params { size: u32, momentum: f32, divisor: f32 }

@group(0) @binding(0) var<storage, read> batch: array<f32>;
@group(0) @binding(1) var<storage, read_write> running: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  running[i] = (1.0 - p.momentum) * running[i] + p.momentum * (batch[i] / p.divisor);
}
