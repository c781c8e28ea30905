// The largest element of each window, and where it lies. Padding counts as -inf. One invocation for one window.
//   x: [planes, h, w]   y, taken: [planes, oh, ow]   planes = N C
// `taken` is the place in the plane, h w where a window holds no element. Of equal elements the first is taken; of
// elements that are not numbers the last, as PyTorch does.

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

// By its bits: compilers may take it that numbers are all there is.
fn isNan(v: f32) -> bool {
  return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * p.ow) { return; }
  let base = i / (p.oh * p.ow) * p.h * p.w;
  let top = i / p.ow % p.oh * p.strideY;
  let left = i % p.ow * p.strideX;

  var best = bitcast<f32>(vec2u(0xff800000u, p.h).x); // -inf, which WGSL has no literal for
  var place = p.h * p.w;
  for (var ky = 0u; ky < p.kernelY; ky++) {
    let iy = top + ky * p.dilationY - p.paddingY; // above the image it wraps round to a large number
    if (iy >= p.h) { continue; }
    for (var kx = 0u; kx < p.kernelX; kx++) {
      let ix = left + kx * p.dilationX - p.paddingX;
      if (ix >= p.w) { continue; }
      let v = f32(x[base + iy * p.w + ix]);
      if (v > best || isNan(v) || place == p.h * p.w) {
        best = v;
        place = iy * p.w + ix;
      }
    }
  }
  y[i] = real(best);
  taken[i] = place;
}
