// As forward.wgsl, for adapters on which loads are what costs: one invocation for a run of outputs along a row. The
// four columns of inputs around an output are blended down once and carried along: a new column costs four loads.
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
override RUN: u32 = 16; // outputs of one invocation

// Keys' weights with a = -0.75 of the inputs at -1, 0, 1, 2, for an output at `t` between 0 and 1.
fn cubic(t: f32) -> vec4f {
  let u = 1.0 - t;
  return vec4f(-0.75 * t * u * u, (1.25 * t - 2.25) * t * t + 1.0, (1.25 * u - 2.25) * u * u + 1.0, -0.75 * u * t * t);
}

// Column `at` of the four rows, blended; beyond the edge the edge's.
fn blended(at: i32, rows: vec4u, weights: vec4f) -> f32 {
  let places = rows + u32(clamp(at, 0, i32(p.w) - 1));
  return dot(weights, vec4f(vec4(x[places.x], x[places.y], x[places.z], x[places.w])));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.ow + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * runs) { return; }
  let line = i / runs;

  // Positions are above -1: counted from one input before the first.
  let position = u32(i32(line % p.oh * p.stepY) + p.startY + i32(p.unitY));
  let above = vec4i(i32(position / p.unitY) - 1) + vec4i(-1, 0, 1, 2);
  let rows = (line / p.oh * p.h + vec4u(clamp(above, vec4i(0), vec4i(i32(p.h) - 1)))) * p.w;
  let weights = cubic(f32(position % p.unitY) / f32(p.unitY));

  let begin = i % runs * RUN;
  let start = u32(i32(begin * p.stepX) + p.startX + i32(p.unitX));
  // The next output's position, as whole inputs and the units beyond: no division inside the loop but for downsampling.
  var at = i32(start / p.unitX) - 1;
  var beyond = start % p.unitX;
  var columns = vec4f(
    blended(at - 1, rows, weights), blended(at, rows, weights),
    blended(at + 1, rows, weights), blended(at + 2, rows, weights),
  );
  let end = min(begin + RUN, p.ow);
  for (var ox = begin; ox < end; ox++) {
    y[line * p.ow + ox] = real(dot(cubic(f32(beyond) / f32(p.unitX)), columns));
    beyond += p.stepX;
    if (beyond >= p.unitX) {
      let moved = select(1u, beyond / p.unitX, beyond >= 2u * p.unitX);
      beyond -= moved * p.unitX;
      let fresh = min(moved, 4u);
      at += i32(moved - fresh);
      for (var k = 0u; k < fresh; k++) {
        at++;
        columns = vec4f(columns.yzw, blended(at + 2, rows, weights));
      }
    }
  }
}
