// As forward.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of windows along
// a row.
//   x: [planes, h, w]   y, taken: [planes, oh, ow]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  kernelY: u32, strideY: u32, paddingY: u32, dilationY: u32,
  kernelX: u32, strideX: u32, paddingX: u32, dilationX: u32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<storage, read_write> taken: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 8; // windows of one invocation

// By its bits: compilers may take it that numbers are all there is.
fn isNan(v: f32) -> bool {
  return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let runs = (p.ow + RUN - 1u) / RUN;
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * runs) { return; }
  let line = i / runs;
  let base = line / p.oh * p.h * p.w;
  let top = line % p.oh * p.strideY - p.paddingY; // above the image it wraps round to a large number
  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.ow);
  let none = p.h * p.w;

  for (var ox = begin; ox < end; ox++) {
    let left = ox * p.strideX - p.paddingX;
    var best = bitcast<f32>(vec2u(0xff800000u, p.h).x); // -inf, which WGSL has no literal for
    var place = none;
    for (var ky = 0u; ky < p.kernelY; ky++) {
      let iy = top + ky * p.dilationY;
      for (var kx = 0u; kx < p.kernelX; kx++) {
        let ix = left + kx * p.dilationX;
        let inside = (iy < p.h) & (ix < p.w);
        let v = f32(x[base + select(0u, iy * p.w + ix, inside)]);
        let better = inside & ((v > best) | isNan(v) | (place == none));
        best = select(best, v, better);
        place = select(place, iy * p.w + ix, better);
      }
    }
    y[line * p.ow + ox] = real(best);
    taken[line * p.ow + ox] = place;
  }
}
