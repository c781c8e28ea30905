// w = f exp(sign s), 0 without a label. One invocation per task.
//   labelled, weights: [K]   memory: [5, K]: s, three rows of Adam's, f

struct Params { tasks: u32, sign: f32 }

@group(0) @binding(0) var<storage, read> labelled: array<f32>;
@group(0) @binding(1) var<storage, read> memory: array<f32>;
@group(0) @binding(2) var<storage, read_write> weights: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] != 0.0 { weights[k] = memory[4u * p.tasks + k] * exp(p.sign * memory[k]); }
}
