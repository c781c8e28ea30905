// dweight of conv2d, one invocation per weight. Sums of rows are added up to sums of images, and these to the
// whole: one running sum over all pixels would lose digits.
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

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.k * d.cg * d.r * d.s) { return; }
  let s = i % d.s;
  let r = i / d.s % d.r;
  let k = i / (d.s * d.r * d.cg);
  let c = k / d.kg * d.cg + i / (d.s * d.r) % d.cg;

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
  }
  dweight[i] = real(sum);
}
