// As backward-x.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of elements
// along a row. The windows that hold any of them hand their cotangents out to sums in registers, in the same order.
//   dy, taken: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> taken: array<u32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 16; // elements of one invocation, at most 16

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.w + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.h * runs) { return; }
  let line = i / runs;
  let iy = line % p.h;
  let plane = line / p.h * p.oh;
  let endY = ((iy + 1u) * p.oh + p.h - 1u) / p.h;

  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.w);
  let firstX = begin * p.ow / p.w;
  let endX = (end * p.ow + p.w - 1u) / p.w;
  var sums = array<f32, 16>();
  for (var oy = iy * p.oh / p.h; oy < endY; oy++) {
    for (var ox = firstX; ox < endX; ox++) {
      let o = (plane + oy) * p.ow + ox;
      let k = taken[o] - iy * p.w - begin; // of what lies before the run it wraps round to a large number
      if (k < RUN) { sums[k] += f32(dy[o]); }
    }
  }
  for (var ix = begin; ix < end; ix++) { dx[line * p.w + ix] = real(sums[ix - begin]); }
}
