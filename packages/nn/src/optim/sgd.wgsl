// A step of stochastic gradient descent with momentum: parameter and velocity in place. One invocation for
// four elements; the last may reach beyond the tensors, never beyond their buffers.
//   now: lr, whether to skip, steps before this one
//   share: of the gradient that enters the velocity; the first step takes it whole, as PyTorch does

struct Params { size: u32, momentum: f32, share: f32, weight_decay: f32 }

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> now: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameter: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> velocity: array<vec4f>;
@group(0) @binding(4) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override NESTEROV: bool = false;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size || now[1] != 0.0) { return; }
  let w = parameter[i];
  let g = gradient[i] + p.weight_decay * w;
  let u = p.momentum * velocity[i] + select(p.share, 1.0, now[2] == 0.0) * g;
  velocity[i] = u;
  parameter[i] = w - now[0] * select(u, g + p.momentum * u, NESTEROV);
}
