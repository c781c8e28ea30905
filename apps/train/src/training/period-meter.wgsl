// Adds a step's losses to the sums of the period, one invocation per task.
//   losses, labelled: [K]   skip: []   totals: [2, K], sums of losses, then counts of labelled steps

struct Params { tasks: u32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> skip: array<f32>;
@group(0) @binding(3) var<storage, read_write> totals: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let k = id.x;
  if (k >= p.tasks || labelled[k] == 0.0 || skip[0] != 0.0) { return; }
  totals[k] += losses[k];
  totals[p.tasks + k] += 1.0;
}
