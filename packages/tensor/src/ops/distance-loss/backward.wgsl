// gradient = factor dy scale sign(x - target), or factor dy scale 2 (x - target) if SQUARED; 0 outside the mask.
// One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1]; factor: 1 for dx, -1 for dtarget
//   x, target, gradient: [N, channels, pixels], size = N pixels; mask: [N, pixels], four bytes to a word, if MASKED

struct Params { size: u32, channels: u32, pixels: u32, factor: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override MASKED: bool = false;
override SQUARED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// The sign of a NaN is a NaN.
fn derivative(d: f32) -> f32 {
  if SQUARED { return 2.0 * d; }
  if d > 0.0 { return 1.0; }
  if d < 0.0 { return -1.0; }
  return d;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let first = (i / p.pixels) * p.channels * p.pixels + i % p.pixels;
  let valid = !MASKED || ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
  let factor = p.factor * dy[0] * scale[0];
  for (var c = 0u; c < p.channels; c++) {
    let k = first + c * p.pixels;
    var value = 0.0;
    if valid { value = factor * derivative(x[k] - target_[k]); }
    gradient[k] = value;
  }
}
