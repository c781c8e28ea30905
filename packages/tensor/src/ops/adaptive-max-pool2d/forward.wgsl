// The largest element of each window, and where it lies in its plane. One invocation for one window.
//   x: [planes, h, w]   y, taken: [planes, oh, ow]   planes = N C
// Window `o` of `O` holds the elements from ⌊o I / O⌋ to ⌈(o + 1) I / O⌉ of `I`. Of equal elements the first is taken;
// of elements that are not numbers the last, as PyTorch does.

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32 }

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
  let oy = i / p.ow % p.oh;
  let ox = i % p.ow;
  let top = oy * p.h / p.oh;
  let bottom = ((oy + 1u) * p.h + p.oh - 1u) / p.oh;
  let left = ox * p.w / p.ow;
  let right = ((ox + 1u) * p.w + p.ow - 1u) / p.ow;

  var place = top * p.w + left;
  var best = f32(x[base + place]);
  for (var iy = top; iy < bottom; iy++) {
    for (var at = iy * p.w + left; at < iy * p.w + right; at++) {
      let v = f32(x[base + at]);
      if (v > best || isNan(v)) {
        best = v;
        place = at;
      }
    }
  }
  y[i] = real(best);
  taken[i] = place;
}
