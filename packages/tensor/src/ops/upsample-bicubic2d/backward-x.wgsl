// Adjoint of bicubic resampling along one axis, as a gather: each input sums the outputs that read it, by the weights
// they read it with. Both axes one after the other are the adjoint of the whole. One invocation for one input element.
//   dy: [outer, outputs, inner]   dx: [outer, inputs, inner]

struct Params { outer: u32, inputs: u32, outputs: u32, inner: u32, step: u32, start: i32, unit: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// The weight with which output `o` reads input `i`: that of all its taps that fall on it, at an edge from beyond too.
fn weight(i: u32, o: u32) -> f32 {
  let position = u32(i32(o * p.step) + p.start + i32(p.unit)); // from one input before the first
  let low = i32(position / p.unit) - 1;
  let at = clamp(vec4i(low) + vec4i(-1, 0, 1, 2), vec4i(0), vec4i(i32(p.inputs) - 1));
  return dot(cubic(f32(position % p.unit) / f32(p.unit)), vec4f(at == vec4i(i32(i))));
}

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
  let place = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (place >= p.outer * p.inputs * p.inner) { return; }
  let i = place / p.inner % p.inputs;
  let base = place / (p.inner * p.inputs) * p.outputs * p.inner + place % p.inner;
  // One output that stands still, of step 0, is read whatever it has reached.
  let first = select(reaching(i32(i) - 2), 0u, p.step == 0u);
  let end = select(min(reaching(i32(i) + 2), p.outputs), p.outputs, p.step == 0u);

  var sum = 0.0;
  for (var o = first; o < end; o++) { sum += weight(i, o) * f32(dy[base + o * p.inner]); }
  dx[place] = real(sum);
}
