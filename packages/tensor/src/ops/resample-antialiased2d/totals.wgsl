// The sum of the weights of each output's inputs along one axis. One invocation for one output.
//   totals: [outputs]
// Positions are counted in units; an input is `unit` wide, the filter's own unit is `reach`.

struct Params { inputs: u32, outputs: u32, step: i32, start: i32, unit: i32, reach: i32 }

@group(0) @binding(0) var<storage, read_write> totals: array<f32>;
@group(0) @binding(1) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override CUBIC: bool = false;

// A triangle, or Keys' cubic with a = -0.5; `d` is at least 0, and below 1 or 2.
fn filtered(d: f32) -> f32 {
  if (!CUBIC) { return 1.0 - d; }
  return select(((2.5 - 0.5 * d) * d - 4.0) * d + 2.0, (1.5 * d - 2.5) * d * d + 1.0, d < 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let o = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (o >= p.outputs) { return; }
  let position = i32(o) * p.step + p.start;
  let span = select(p.reach, 2 * p.reach, CUBIC);
  let first = select(0u, u32(position - span) / u32(p.unit) + 1u, position >= span);
  let end = min(u32(position + span - 1) / u32(p.unit) + 1u, p.inputs);
  var total = 0.0;
  // Blocks of 32, so that no sum grows long.
  for (var i = first; i < end;) {
    var weights = 0.0;
    for (let stop = min(end, i + 32u); i < stop; i++) {
      weights += filtered(f32(abs(i32(i) * p.unit - position)) / f32(p.reach));
    }
    total += weights;
  }
  totals[o] = total;
}
