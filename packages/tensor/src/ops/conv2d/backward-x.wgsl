// dx of conv2d as a gather, one invocation per element of x.
//   dy: [N, K, P, Q]   weight: [K, CG, R, S]   dx: [N, C, H, W]

alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, r: u32, s: u32, p: u32, q: u32,
  stride_h: u32, stride_w: u32, top: u32, left: u32, dilation_h: u32, dilation_w: u32,
  cg: u32, kg: u32, // channels and filters of one group
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> weight: array<real>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.n * d.c * d.h * d.w) { return; }
  let w = i % d.w;
  let h = i / d.w % d.h;
  let c = i / (d.w * d.h) % d.c;
  let n = i / (d.w * d.h * d.c);
  let k0 = c / d.cg * d.kg;

  var sum = 0.0;
  for (var r = 0u; r < d.r; r++) {
    let hp = h + d.top - r * d.dilation_h; // = p * stride_h; wraps below zero
    if (hp % d.stride_h != 0u || hp / d.stride_h >= d.p) { continue; }
    for (var s = 0u; s < d.s; s++) {
      let wq = w + d.left - s * d.dilation_w;
      if (wq % d.stride_w != 0u || wq / d.stride_w >= d.q) { continue; }
      for (var k = k0; k < k0 + d.kg; k++) {
        sum += f32(dy[((n * d.k + k) * d.p + hp / d.stride_h) * d.q + wq / d.stride_w])
          * f32(weight[((k * d.cg + c % d.cg) * d.r + r) * d.s + s]);
      }
    }
  }
  dx[i] = real(epilogue(i, sum));
}
