// The gradient of sum_k z_k f_k by xi_k, with z = softmax(xi) over the labelled tasks and the falls
// f = log L(before) - log L(after): z_k sum_j z_j (f_k - f_j), 0 without a label. One invocation per task.
//   losses, after, labelled, order, gradient: [K]   memory: [4, K]: xi, three rows of Adam's

struct Params { tasks: u32, offset: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> after: array<f32>;
@group(0) @binding(2) var<storage, read> labelled: array<f32>;
@group(0) @binding(3) var<storage, read> order: array<u32>;
@group(0) @binding(4) var<storage, read> memory: array<f32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

// log((a + offset) / (b + offset)), by 2 artanh((a - b) / (a + b + 2 offset)) where the two are alike, to the last digits:
// a loss changes little in a step.
fn fall(k: u32) -> f32 {
  let a = losses[k];
  let b = after[k];
  let s = (a - b) / (a + b + 2.0 * p.offset);
  let q = s * s;
  if q >= 1.0 / 9.0 { return log((a + p.offset) / (b + p.offset)); }
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  gradient[k] = 0.0;
  if labelled[k] == 0.0 { return; }
  var most = memory[k];
  for (var j = 0u; j < p.tasks; j++) {
    if labelled[j] != 0.0 { most = max(most, memory[j]); }
  }
  let own = fall(k);
  var total = 0.0;
  var sum = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] == 0.0 { continue; }
    let z = exp(memory[j] - most);
    total += z;
    sum += z * (own - fall(j));
  }
  gradient[k] = exp(memory[k] - most) / total * (sum / total);
}
