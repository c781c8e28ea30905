// w_k = G / (K L_k), 0 without a label, with the geometric mean G of the labelled losses: exp of the mean of
// log(L_j / L_k), divided by K. One invocation per task.
//   losses, labelled, order, weights: [K]

struct Params { tasks: u32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] == 0.0 { return; }
  var sum = 0.0;
  var count = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] == 0.0 { continue; }
    sum += log(losses[j] / losses[k]);
    count += 1.0;
  }
  weights[k] = exp(sum / count) / count;
}
