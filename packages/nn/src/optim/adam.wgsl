// A step of Adam, or of AdamW: moments and parameter in place. One invocation for
// four elements; the last may reach beyond the tensors, never beyond their buffers.
//   now: lr, whether to skip, steps, 1 - beta1^t, sqrt(1 - beta2^t)
//   share1, share2: 1 - beta1, 1 - beta2, rounded once

struct Params { size: u32, share1: f32, beta2: f32, share2: f32, eps: f32, weight_decay: f32 }

@group(0) @binding(0) var<storage, read> gradient: array<vec4f>;
@group(0) @binding(1) var<storage, read> now: array<f32>;
@group(0) @binding(2) var<storage, read_write> parameter: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> m: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> v: array<vec4f>;
@group(0) @binding(5) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
// Whether the decay acts on the parameter itself (AdamW) or on its gradient (Adam).
override DECOUPLED: bool = false;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size || now[1] != 0.0) { return; }
  let lr = now[0];
  var w = parameter[i];
  var g = gradient[i];
  if (DECOUPLED) { w -= lr * p.weight_decay * w; } else { g += p.weight_decay * w; }
  let m1 = m[i] + p.share1 * (g - m[i]);
  let v1 = p.beta2 * v[i] + p.share2 * g * g;
  m[i] = m1;
  v[i] = v1;
  parameter[i] = w - lr / now[3] * m1 / (sqrt(v1) / now[4] + p.eps);
}
