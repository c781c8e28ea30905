// w = softmax((1 / L) / T) over the labelled tasks, 0 without a label. One invocation per task.
//   losses, labelled, order, weights: [K]

struct Params { tasks: u32, temperature: f32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

// exp((1 / a - 1 / least) / T), the difference to the last digits.
fn raised(a: f32, least: f32) -> f32 {
  return exp((least - a) / a / least / p.temperature);
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if k >= p.tasks { return; }
  weights[k] = 0.0;
  if labelled[k] == 0.0 { return; }
  var least = losses[k];
  for (var j = 0u; j < p.tasks; j++) {
    if labelled[j] != 0.0 && losses[j] < least { least = losses[j]; }
  }
  var total = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let j = order[i];
    if labelled[j] != 0.0 { total += raised(losses[j], least); }
  }
  weights[k] = raised(losses[k], least) / total;
}
