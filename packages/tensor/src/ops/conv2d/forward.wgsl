// 2-D cross-correlation, one invocation per output element.
//   x: [N, C, H, W]   weight: [K, CG, R, S]   bias: [K]   y: [N, K, P, Q]

alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, r: u32, s: u32, p: u32, q: u32,
  stride_h: u32, stride_w: u32, top: u32, left: u32, dilation_h: u32, dilation_w: u32,
  cg: u32, kg: u32, // channels and filters of one group
}

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> weight: array<real>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> y: array<real>;
@group(0) @binding(4) var<uniform> d: Params;

override BIAS: bool = true;
override WORKGROUP_SIZE: u32 = 64;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.n * d.k * d.p * d.q) { return; }
  let q = i % d.q;
  let p = i / d.q % d.p;
  let k = i / (d.q * d.p) % d.k;
  let n = i / (d.q * d.p * d.k);
  let c0 = k / d.kg * d.cg;

  var sum = 0.0;
  for (var c = 0u; c < d.cg; c++) {
    for (var r = 0u; r < d.r; r++) {
      let h = p * d.stride_h + r * d.dilation_h - d.top; // wraps below zero, so one test bounds both sides
      if (h >= d.h) { continue; }
      for (var s = 0u; s < d.s; s++) {
        let w = q * d.stride_w + s * d.dilation_w - d.left;
        if (w >= d.w) { continue; }
        sum += f32(x[((n * d.c + c0 + c) * d.h + h) * d.w + w]) * f32(weight[((k * d.cg + c) * d.r + r) * d.s + s]);
      }
    }
  }
  if (BIAS) { sum += f32(bias[k]); }
  y[i] = real(epilogue(i, sum));
}
