// w_k = (z_k / L_k) / sum_j z_j / L_j over the labelled tasks, with z = softmax(xi); 0 without a label. The sum that
// makes shares of e^xi cancels. One invocation per task.
//   losses, labelled, order, weights: [K]   memory: [4, K]: xi, three rows of Adam's

struct Params { tasks: u32, offset: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> memory: array<f32>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] == 0.0 { return; }
  var most = memory[k];
  for (var j = 0u; j < p.tasks; j++) {
    if labelled[j] != 0.0 { most = max(most, memory[j]); }
  }
  var total = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] != 0.0 { total += exp(memory[j] - most) / (losses[j] + p.offset); }
  }
  weights[k] = exp(memory[k] - most) / (losses[k] + p.offset) / total;
}
