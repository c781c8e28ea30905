// dx = -dy scale (target - xhat (xhat . target)) / |x| where |x| > eps, with xhat = x / |x|; -dy scale target / eps
// below; 0 outside the mask. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1]; x, target, dx: [N, channels, pixels], size = N pixels
//   mask: [N, pixels], four bytes to a word, read if MASKED

struct Params { size: u32, channels: u32, pixels: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let first = i + (i / p.pixels) * (p.channels - 1u) * p.pixels;
  let end = first + p.channels * p.pixels;
  if MASKED && ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) == 0u {
    for (var k = first; k < end; k += p.pixels) { dx[k] = 0.0; }
    return;
  }
  var products = vec2f(0.0); // x . target, x . x
  for (var k = first; k < end; k += p.pixels) { products += x[k] * vec2f(target_[k], x[k]); }
  let length = sqrt(products.y);
  let divisor = max(length, p.eps);
  var along = 0.0; // (xhat . target) / |x|: what the gradient lacks along x
  if !(length <= p.eps) { along = products.x / divisor / divisor; }
  let factor = -dy[0] * scale[0] / divisor;
  for (var k = first; k < end; k += p.pixels) { dx[k] = factor * (target_[k] - x[k] * along); }
}
