// Adjoint of forward.wgsl as a gather: each input sums the outputs within whose reach it lies, by the weights they read
// it with. One invocation for the inputs at one place of four lines, which share their weights. The lines are neighbours
// inside, or, with ACROSS, where inner is 1, outside.
//   dy: [outer, outputs, inner]   dx: [outer, inputs, inner]   totals: [outputs], sums of an output's weights
// Positions are counted in units; an input is `unit` wide, the filter's own unit is `reach`.

struct Params {
  outer: u32, inputs: u32, outputs: u32, inner: u32,
  step: i32, start: i32, unit: i32, reach: i32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> totals: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override ACROSS: bool = false;
override CUBIC: bool = false;

// A triangle, or Keys' cubic with a = -0.5; `d` is at least 0, and below 1 or 2.
fn filtered(d: f32) -> f32 {
  if (!CUBIC) { return 1.0 - d; }
  return select(((2.5 - 0.5 * d) * d - 4.0) * d + 2.0, (1.5 * d - 2.5) * d * d + 1.0, d < 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let four = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let lines = select(p.inner, p.outer, ACROSS);
  let fours = (lines + 3u) / 4u;
  if (four >= fours * p.inputs * select(p.outer, 1u, ACROSS)) { return; }
  let i = select(four / fours, four, ACROSS) % p.inputs;
  let slab = select(four / fours / p.inputs, 0u, ACROSS);
  // Lines beyond the last repeat it, and are not written.
  let line = 4u * select(four % fours, four / p.inputs, ACROSS) + vec4u(0, 1, 2, 3);
  let bases = slab * p.outputs * p.inner + min(line, vec4u(lines - 1u)) * select(1u, p.outputs, ACROSS);
  let places = (slab * p.inputs + i) * p.inner + line * select(1u, p.inputs, ACROSS);

  // Outputs are `step` apart; one alone, of step 0, may be anywhere.
  let here = i32(i) * p.unit - p.start;
  let span = select(p.reach, 2 * p.reach, CUBIC);
  let step = u32(max(p.step, 1));
  let first = select(0u, u32(here - span) / step + 1u, here >= span);
  let end = min(u32(here + span - 1) / step + 1u, p.outputs);
  var sum = vec4f();
  // Blocks of 32, so that no sum grows long.
  for (var o = first; o < end;) {
    var block = vec4f();
    for (let stop = min(end, o + 32u); o < stop; o++) {
      let at = bases + o * p.inner;
      let weight = filtered(f32(abs(i32(o) * p.step - here)) / f32(p.reach)) / totals[o];
      block += weight * vec4f(vec4(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
    }
    sum += block;
  }
  for (var k = 0u; k < 4u; k++) {
    if (line[k] < lines) { dx[places[k]] = real(sum[k]); }
  }
}
