// Bicubic resampling: the 4 x 4 inputs around an output's position, weighted; beyond the edge the edge repeats. One
// invocation for one output element.
//   x: [planes, h, w]   y: [planes, oh, ow]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  stepY: u32, startY: i32, unitY: u32, stepX: u32, startX: i32, unitX: u32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

struct Taps { at: vec4u, weights: vec4f }

// The inputs around output `o`, of `n` along the axis. Positions are above -1.
fn taps(o: u32, n: u32, step: u32, start: i32, unit: u32) -> Taps {
  let position = u32(i32(o * step) + start + i32(unit)); // from one input before the first
  let low = i32(position / unit) - 1;
  let at = clamp(vec4i(low) + vec4i(-1, 0, 1, 2), vec4i(0), vec4i(i32(n) - 1));
  return Taps(vec4u(at), cubic(f32(position % unit) / f32(unit)));
}

// Keys' weights with a = -0.75 of the inputs at -1, 0, 1, 2, for an output at `t` between 0 and 1.
fn cubic(t: f32) -> vec4f {
  let u = 1.0 - t;
  return vec4f(-0.75 * t * u * u, (1.25 * t - 2.25) * t * t + 1.0, (1.25 * u - 2.25) * u * u + 1.0, -0.75 * u * t * t);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * p.ow) { return; }
  let row = taps(i / p.ow % p.oh, p.h, p.stepY, p.startY, p.unitY);
  let column = taps(i % p.ow, p.w, p.stepX, p.startX, p.unitX);
  let first = i / (p.oh * p.ow) * p.h;

  var sum = 0.0;
  for (var r = 0u; r < 4u; r++) {
    let at = (first + row.at[r]) * p.w + column.at;
    sum += row.weights[r] * dot(column.weights, vec4f(vec4(x[at.x], x[at.y], x[at.z], x[at.w])));
  }
  y[i] = real(sum);
}
