// Adds a step to what the period has seen, one invocation per task.
//   losses, labelled, weights: [K]   skip: []
//   totals: [5, K], sums of losses, counts of labelled steps, sums of weights, sums of weighted losses, counts of steps

struct Params { tasks: u32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read> skip: array<f32>;
@group(0) @binding(4) var<storage, read_write> totals: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if (k >= p.tasks || skip[0] != 0.0) { return; }
  totals[4u * p.tasks + k] += 1.0;
  if (labelled[k] == 0.0) { return; }
  totals[k] += losses[k];
  totals[p.tasks + k] += 1.0;
  totals[2u * p.tasks + k] += weights[k];
  totals[3u * p.tasks + k] += weights[k] * losses[k];
}
