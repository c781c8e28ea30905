// Each element sums the cotangents of the windows that took it, among those that cover it. One invocation for one
// element of x.
//   dy, taken: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  kernelY: u32, strideY: u32, paddingY: u32, dilationY: u32,
  kernelX: u32, strideX: u32, paddingX: u32, dilationX: u32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> taken: array<u32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// The first window that reaches as far as element `i`. The last that starts no later is (i + padding) / stride.
fn first(i: u32, kernel: u32, stride: u32, padding: u32, dilation: u32) -> u32 {
  let reach = (kernel - 1u) * dilation;
  let start = i + padding;
  return select((start - reach + stride - 1u) / stride, 0u, start <= reach);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.h * p.w) { return; }
  let plane = i / (p.h * p.w);
  let place = i % (p.h * p.w);
  let iy = place / p.w;
  let ix = place % p.w;
  let firstX = first(ix, p.kernelX, p.strideX, p.paddingX, p.dilationX);
  let endY = min((iy + p.paddingY) / p.strideY + 1u, p.oh);
  let endX = min((ix + p.paddingX) / p.strideX + 1u, p.ow);

  var sum = 0.0;
  for (var oy = first(iy, p.kernelY, p.strideY, p.paddingY, p.dilationY); oy < endY; oy++) {
    for (var ox = firstX; ox < endX; ox++) {
      let o = (plane * p.oh + oy) * p.ow + ox;
      if (taken[o] == place) { sum += f32(dy[o]); }
    }
  }
  dx[i] = real(sum);
}
