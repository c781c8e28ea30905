// |e| of each pair of neighbours that the mask holds, or e^2 if SQUARED, summed up in parts with the number of pairs, where
// e = |x_j - x_i| - |target_j - target_i|, or without the inner bars if SIGNED, and j is right of i or below it. One
// invocation for one part: pixels i, i + parts, ... What lies outside the mask is not read.
//   x, target: [N, channels, pixels], pixels = [rows, width], size = N pixels
//   mask: [N, pixels], four bytes to a word, read if MASKED; partials: [parts] of (sum, number of pairs)

struct Params { size: u32, channels: u32, pixels: u32, width: u32, parts: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec2f>;
@group(0) @binding(4) var<uniform> p: Params;

override MASKED: bool = false;
override SIGNED: bool = false;
override SQUARED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn valid(i: u32) -> bool {
  return !MASKED || ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
}

fn loss(dx: f32, dtarget: f32) -> f32 {
  var e = dx - dtarget;
  if !SIGNED { e = abs(dx) - abs(dtarget); }
  if SQUARED { return e * e; }
  return abs(e);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    if !valid(i) { continue; }
    let image = i / p.pixels;
    let pixel = i - image * p.pixels;
    let first = i + image * (p.channels - 1u) * p.pixels;
    var right = i % p.width + 1u < p.width;
    if right { right = valid(i + 1u); }
    var below = pixel + p.width < p.pixels;
    if below { below = valid(i + p.width); }
    var ofPixel = 0.0;
    for (var c = 0u; c < p.channels; c++) {
      let k = first + c * p.pixels;
      if right { ofPixel += loss(x[k + 1u] - x[k], target_[k + 1u] - target_[k]); }
      if below { ofPixel += loss(x[k + p.width] - x[k], target_[k + p.width] - target_[k]); }
    }
    sum += vec2f(ofPixel, f32(p.channels) * (select(0.0, 1.0, right) + select(0.0, 1.0, below)));
  }
  partials[part] = sum;
}
