// Counts a draw if any task has a label, unless the step is skipped. One invocation per task, for its column.
//   labelled: [K]   skip: []   memory: [4, K]: halves of the seed, lower and upper 16 bits of the count

struct Params { tasks: u32 }

@group(0) @binding(0) var<storage, read> labelled: array<f32>;
@group(0) @binding(1) var<storage, read> skip: array<f32>;
@group(0) @binding(2) var<storage, read_write> memory: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if id.x >= p.tasks || skip[0] != 0.0 { return; }
  var any = false;
  for (var k = 0u; k < p.tasks; k++) { any = any || labelled[k] != 0.0; }
  if !any { return; }
  let lower = 2u * p.tasks + id.x;
  let upper = lower + p.tasks;
  let draws = u32(memory[lower]) + (u32(memory[upper]) << 16u) + 1u;
  memory[lower] = f32(draws & 0xffffu);
  memory[upper] = f32(draws >> 16u);
}
