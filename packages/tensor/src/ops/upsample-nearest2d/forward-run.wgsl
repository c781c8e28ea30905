// As forward.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of outputs along
// a row. An input that several of them take is loaded once.
//   x: [planes, h, w]   y: [planes, oh, ow]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32, scaleY: f32, scaleX: f32, offset: f32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 16; // outputs of one invocation

fn source(o: u32, n: u32, scale: f32) -> u32 {
  return min(u32((f32(o) + p.offset) * scale), n - 1u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.ow + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * runs) { return; }
  let line = i / runs;
  let row = (line / p.oh * p.h + source(line % p.oh, p.h, p.scaleY)) * p.w;
  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.ow);
  var taken = source(begin, p.w, p.scaleX);
  var value = x[row + taken];
  for (var ox = begin; ox < end; ox++) {
    let ix = source(ox, p.w, p.scaleX);
    if (ix != taken) {
      taken = ix;
      value = x[row + ix];
    }
    y[line * p.ow + ox] = value;
  }
}
