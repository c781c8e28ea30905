// Sums anew what is NaN in dweight of conv2d. Kernels that meet pixels beyond an edge as zeros make NaN of an infinity, or
// of a NaN, which a weight does not see: here each weight meets what it sees alone. One invocation for a filter's weights
// of one tap. Where only cotangents meet zeros, and so for all channels alike, a channel that is no NaN ends the search.
//   dy: [N, K, P, Q]   x: [N, C, H, W]   dweight: [K, CG, R, S]

alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, r: u32, s: u32, p: u32, q: u32,
  stride_h: u32, stride_w: u32, top: u32, left: u32, dilation_h: u32, dilation_w: u32,
  cg: u32, kg: u32, // channels and filters of one group
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read_write> dweight: array<real>;
@group(0) @binding(3) var<uniform> d: Params;

override ALIKE: bool = false; // whether what meets zeros does so for all channels
override WORKGROUP_SIZE: u32 = 64;

// By bits: compilers take v != v for false.
fn isNan(v: f32) -> bool { return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u; }

fn sumOf(k: u32, c: u32, r: u32, s: u32) -> f32 {
  var sum = 0.0;
  for (var n = 0u; n < d.n; n++) {
    var image = 0.0;
    for (var p = 0u; p < d.p; p++) {
      let h = p * d.stride_h + r * d.dilation_h - d.top; // wraps below zero, so one test bounds both sides
      if (h >= d.h) { continue; }
      var row = 0.0;
      for (var q = 0u; q < d.q; q++) {
        let w = q * d.stride_w + s * d.dilation_w - d.left;
        if (w >= d.w) { continue; }
        row += f32(dy[((n * d.k + k) * d.p + p) * d.q + q]) * f32(x[((n * d.c + c) * d.h + h) * d.w + w]);
      }
      image += row;
    }
    sum += image;
    if (isNan(sum)) { break; } // for good
  }
  return sum;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let taps = d.r * d.s;
  if (i >= d.k * taps) { return; }
  let tap = i % taps;
  let k = i / taps;
  let group = k / d.kg * d.cg;
  for (var c = 0u; c < d.cg; c++) {
    let at = (k * d.cg + c) * taps + tap;
    if (isNan(f32(dweight[at]))) {
      dweight[at] = real(sumOf(k, group + c, tap / d.s, tap % d.s));
    } else if (ALIKE) {
      break;
    }
  }
}
