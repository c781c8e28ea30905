// ds = sign (w L - target), 0 without a label. One invocation per task.
//   losses, labelled, weights, gradient: [K]

struct Params { tasks: u32, sign: f32, target_: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  gradient[k] = 0.0;
  if labelled[k] != 0.0 { gradient[k] = p.sign * (weights[k] * losses[k] - p.target_); }
}
