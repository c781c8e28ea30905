// slope = dy / (y dof), 0 where y is 0, as in PyTorch. One invocation for each deviation.
//   dy, y, slope: [size]

struct Params { size: u32, dof: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> slope: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  slope[i] = select(dy[i] / (y[i] * p.dof), 0.0, y[i] == 0.0);
}
