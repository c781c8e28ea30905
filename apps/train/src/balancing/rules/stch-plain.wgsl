// w = lambda softmax(lambda (L - z) / mu) over the labelled tasks, 0 without a label. One invocation per task.
//   losses, labelled, order, weights: [K]   memory: [2, K]: lambda, z

struct Params { tasks: u32, mu: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> memory: array<f32>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

// lambda (L - z) / mu of task a, less that of task b. Where two lambdas are alike, so are their digits: the losses are
// subtracted first, however large they are.
fn above(a: u32, b: u32) -> f32 {
  let za = memory[p.tasks + a];
  let zb = memory[p.tasks + b];
  let difference = (losses[a] - losses[b]) - (za - zb);
  return (memory[a] * difference + (memory[a] - memory[b]) * (losses[b] - zb)) / p.mu;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] == 0.0 { return; }
  var most = k;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] != 0.0 && above(j, most) > 0.0 { most = j; }
  }
  var total = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] != 0.0 { total += exp(above(j, most)); }
  }
  weights[k] = memory[k] * exp(above(k, most)) / total;
}
