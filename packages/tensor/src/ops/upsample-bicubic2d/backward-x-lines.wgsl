// As backward-x.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for the inputs at one
// place of four lines, which share their weights. The lines are neighbours inside, or, with ACROSS, where inner is 1,
// outside.
//   dy: [outer, outputs, inner]   dx: [outer, inputs, inner]

struct Params { outer: u32, inputs: u32, outputs: u32, inner: u32, step: u32, start: i32, unit: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override ACROSS: bool = false;

// Keys' weights with a = -0.75 of the inputs at -1, 0, 1, 2, for an output at `t` between 0 and 1.
fn cubic(t: f32) -> vec4f {
  let u = 1.0 - t;
  return vec4f(-0.75 * t * u * u, (1.25 * t - 2.25) * t * t + 1.0, (1.25 * u - 2.25) * u * u + 1.0, -0.75 * u * t * t);
}

// The first output that has reached input `i`, which may lie beyond the edges.
fn reaching(i: i32) -> u32 {
  let units = i * i32(p.unit) - p.start;
  return select((u32(units) + p.step - 1u) / max(p.step, 1u), 0u, units <= 0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let four = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let lines = select(p.inner, p.outer, ACROSS);
  let fours = (lines + 3u) / 4u;
  if (four >= fours * p.inputs * select(p.outer, 1u, ACROSS)) { return; }
  let i = select(four / fours, four, ACROSS) % p.inputs;
  let block = select(four / fours / p.inputs, 0u, ACROSS);
  // Lines beyond the last repeat it, and are not written.
  let line = 4u * select(four % fours, four / p.inputs, ACROSS) + vec4u(0, 1, 2, 3);
  let kept = min(line, vec4u(lines - 1u));
  let bases = block * p.outputs * p.inner + kept * select(1u, p.outputs, ACROSS);
  let places = (block * p.inputs + i) * p.inner + line * select(1u, p.inputs, ACROSS);
  // One output that stands still, of step 0, is read whatever it has reached.
  let first = select(reaching(i32(i) - 2), 0u, p.step == 0u);
  let end = select(min(reaching(i32(i) + 2), p.outputs), p.outputs, p.step == 0u);

  // The next output's position, from one input before the first, as whole inputs and the units beyond.
  let position = u32(i32(first * p.step) + p.start + i32(p.unit));
  var low = i32(position / p.unit) - 1;
  var beyond = position % p.unit;
  var sum = vec4f();
  for (var o = first; o < end; o++) {
    let at = bases + o * p.inner;
    let taps = clamp(vec4i(low) + vec4i(-1, 0, 1, 2), vec4i(0), vec4i(i32(p.inputs) - 1));
    let weight = dot(cubic(f32(beyond) / f32(p.unit)), vec4f(taps == vec4i(i32(i))));
    sum += weight * vec4f(vec4(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
    beyond += p.step;
    if (beyond >= p.unit) {
      let moved = select(1u, beyond / p.unit, beyond >= 2u * p.unit);
      beyond -= moved * p.unit;
      low += i32(moved);
    }
  }
  for (var k = 0u; k < 4u; k++) {
    if (line[k] < lines) { dx[places[k]] = real(sum[k]); }
  }
}
