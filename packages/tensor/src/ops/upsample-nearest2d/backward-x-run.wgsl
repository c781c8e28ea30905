// As backward-x.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of inputs along
// a row, whose outputs follow each other.
//   dy: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32, scaleY: f32, scaleX: f32, offset: f32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 16; // inputs of one invocation

fn source(o: u32, n: u32, scale: f32) -> u32 {
  return min(u32((f32(o) + p.offset) * scale), n - 1u);
}

// The first output from `o` on that takes input `i` or one after it.
fn reaching(i: u32, o: u32, n: u32, m: u32, scale: f32) -> u32 {
  var at = o;
  while (at < m && source(at, n, scale) < i) { at++; }
  return at;
}

// Where to look for the first output that takes input `i`: one too early, or more, as the quotient is rounded.
fn before(i: u32, scale: f32) -> u32 {
  return u32(max(f32(i) / scale - p.offset - 1.0, 0.0));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.w + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.h * runs) { return; }
  let line = i / runs;
  let iy = line % p.h;
  let top = reaching(iy, before(iy, p.scaleY), p.h, p.oh, p.scaleY);
  let bottom = reaching(iy + 1u, top, p.h, p.oh, p.scaleY);
  let plane = line / p.h * p.oh;
  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.w);
  var left = reaching(begin, before(begin, p.scaleX), p.w, p.ow, p.scaleX);
  for (var ix = begin; ix < end; ix++) {
    let right = reaching(ix + 1u, left, p.w, p.ow, p.scaleX);
    var sum = 0.0;
    for (var oy = top; oy < bottom; oy++) {
      for (var ox = left; ox < right; ox++) { sum += f32(dy[(plane + oy) * p.ow + ox]); }
    }
    dx[line * p.w + ix] = real(sum);
    left = right;
  }
}
