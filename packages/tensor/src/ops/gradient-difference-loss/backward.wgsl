// gradient = dy scale times the slopes of the pairs that a pixel is part of, by x or, with TARGET, by target; 0 outside the
// mask. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1]; x, target, gradient: [N, channels, pixels], pixels = [rows, width], size = N pixels
//   mask: [N, pixels], four bytes to a word, read if MASKED

struct Params { size: u32, channels: u32, pixels: u32, width: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override MASKED: bool = false;
override SIGNED: bool = false;
override SQUARED: bool = false;
override TARGET: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn valid(i: u32) -> bool {
  return !MASKED || ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
}

// The sign of a NaN is a NaN.
fn signOf(d: f32) -> f32 {
  if d > 0.0 { return 1.0; }
  if d < 0.0 { return -1.0; }
  return d;
}

// Of the loss of a pair at elements i and j, by what lies between them.
fn slope(i: u32, j: u32) -> f32 {
  let dx = x[j] - x[i];
  let dtarget = target_[j] - target_[i];
  var e = dx - dtarget;
  if !SIGNED { e = abs(dx) - abs(dtarget); }
  var value = signOf(e);
  if SQUARED { value = 2.0 * e; }
  if TARGET { value = -value; }
  if !SIGNED { value *= signOf(select(dx, dtarget, TARGET)); }
  return value;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let image = i / p.pixels;
  let pixel = i - image * p.pixels;
  let column = i % p.width;
  let first = i + image * (p.channels - 1u) * p.pixels;
  let counts = valid(i);
  var left = counts && column > 0u;
  if left { left = valid(i - 1u); }
  var right = counts && column + 1u < p.width;
  if right { right = valid(i + 1u); }
  var above = counts && pixel >= p.width;
  if above { above = valid(i - p.width); }
  var below = counts && pixel + p.width < p.pixels;
  if below { below = valid(i + p.width); }
  let factor = dy[0] * scale[0];
  for (var c = 0u; c < p.channels; c++) {
    let k = first + c * p.pixels;
    var total = 0.0;
    if left { total += slope(k - 1u, k); }
    if right { total -= slope(k, k + 1u); }
    if above { total += slope(k - p.width, k); }
    if below { total -= slope(k, k + p.width); }
    gradient[k] = factor * total;
  }
}
