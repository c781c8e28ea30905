// Antialiased resampling along one axis: each output is the average of the inputs within reach of its position,
// weighted by a filter that is as wide as the outputs lie apart. One invocation for the outputs at one place of four
// lines, which share their weights. The lines are neighbours inside, or, with ACROSS, where inner is 1, outside.
//   x: [outer, inputs, inner]   y: [outer, outputs, inner]
// Positions are counted in units; an input is `unit` wide, the filter's own unit is `reach`.

struct Params {
  outer: u32, inputs: u32, outputs: u32, inner: u32,
  step: i32, start: i32, unit: i32, reach: i32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

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
  if (four >= fours * p.outputs * select(p.outer, 1u, ACROSS)) { return; }
  let o = select(four / fours, four, ACROSS) % p.outputs;
  let slab = select(four / fours / p.outputs, 0u, ACROSS);
  // Lines beyond the last repeat it, and are not written.
  let line = 4u * select(four % fours, four / p.outputs, ACROSS) + vec4u(0, 1, 2, 3);
  let bases = slab * p.inputs * p.inner + min(line, vec4u(lines - 1u)) * select(1u, p.inputs, ACROSS);
  let places = (slab * p.outputs + o) * p.inner + line * select(1u, p.outputs, ACROSS);

  let position = i32(o) * p.step + p.start;
  let span = select(p.reach, 2 * p.reach, CUBIC);
  let first = select(0u, u32(position - span) / u32(p.unit) + 1u, position >= span);
  let end = min(u32(position + span - 1) / u32(p.unit) + 1u, p.inputs);
  var sum = vec4f();
  var total = 0.0;
  // Blocks of 32, so that no sum grows long.
  for (var i = first; i < end;) {
    var block = vec4f();
    var weights = 0.0;
    for (let stop = min(end, i + 32u); i < stop; i++) {
      let at = bases + i * p.inner;
      let weight = filtered(f32(abs(i32(i) * p.unit - position)) / f32(p.reach));
      block += weight * vec4f(vec4(x[at.x], x[at.y], x[at.z], x[at.w]));
      weights += weight;
    }
    sum += block;
    total += weights;
  }
  for (var k = 0u; k < 4u; k++) {
    if (line[k] < lines) { y[places[k]] = real(sum[k] / total); }
  }
}
