// As forward.wgsl, for adapters on which loads are what costs: one invocation for a run of outputs along a row. The
// two columns of inputs around an output are blended down once and carried along: a new column costs two loads.
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

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.ow + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * runs) { return; }
  let line = i / runs;
  let oy = line % p.oh;

  let position = u32(max(i32(oy * p.stepY) + p.startY, 0));
  let low = position / p.unitY;
  let share = f32(position % p.unitY) / f32(p.unitY);
  let first = line / p.oh * p.h;
  let top = (first + low) * p.w;
  let bottom = (first + min(low + 1u, p.h - 1u)) * p.w;

  let begin = i % runs * RUN;
  let start = i32(begin * p.stepX) + p.startX;
  // The next output's position, as whole inputs and the units beyond: no division inside the loop but for downsampling.
  var at = select(0u, u32(start) / p.unitX, start > 0);
  var beyond = start - i32(at * p.unitX); // below 0 before the first input
  let last = p.w - 1u;
  var left = (1.0 - share) * f32(x[top + at]) + share * f32(x[bottom + at]);
  var next = min(at + 1u, last);
  var right = (1.0 - share) * f32(x[top + next]) + share * f32(x[bottom + next]);
  let end = min(begin + RUN, p.ow);
  for (var ox = begin; ox < end; ox++) {
    let part = f32(max(beyond, 0)) / f32(p.unitX);
    let place = line * p.ow + ox;
    y[place] = real(epilogue(place, (1.0 - part) * left + part * right));
    beyond += i32(p.stepX);
    if (beyond >= i32(p.unitX)) {
      let moved = select(1u, u32(beyond) / p.unitX, beyond >= 2 * i32(p.unitX));
      beyond -= i32(moved * p.unitX);
      at = min(at + moved, last);
      next = min(at + 1u, last);
      left = right;
      if (moved > 1u) { left = (1.0 - share) * f32(x[top + at]) + share * f32(x[bottom + at]); }
      right = (1.0 - share) * f32(x[top + next]) + share * f32(x[bottom + next]);
    }
  }
}
