// w = K softmax(log(L / z) / mu) / L over the K labelled tasks whose nadir z is known; 1 / L while it is not, and 0
// without a label. One invocation per task.
//   losses, labelled, order, weights: [K]   memory: [1, K]: z, 0 where it is not known

struct Params { tasks: u32, mu: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read> memory: array<f32>;
@group(0) @binding(4) var<storage, read_write> weights: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

// Whether the softmax is multiplied by the number of its tasks.
override TIMES_TASKS: bool = true;

// log(a / b), by 2 artanh((a - b) / (a + b)) where the two are alike, to the last digits.
fn logRatio(a: f32, b: f32) -> f32 {
  let s = (a - b) / (a + b);
  let q = s * s;
  if q >= 1.0 / 9.0 { return log(a / b); }
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

fn known(k: u32) -> bool { return labelled[k] != 0.0 && memory[k] != 0.0; }

// (L / z / most)^(1 / mu)
fn raised(k: u32, most: f32) -> f32 { return exp(logRatio(losses[k] / memory[k], most) / p.mu); }

fn share(k: u32) -> f32 {
  if !known(k) { return 1.0; }
  var most = 0.0;
  for (var j = 0u; j < p.tasks; j++) {
    if known(j) { most = max(most, losses[j] / memory[j]); }
  }
  var total = 0.0;
  var count = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if !known(j) { continue; }
    total += raised(j, most);
    count += 1.0;
  }
  return select(1.0, count, TIMES_TASKS) * raised(k, most) / total;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] != 0.0 { weights[k] = share(k) / losses[k]; }
}
