// 1 - (x . target) / max(|x|, eps) of each pixel that the mask holds, summed up in parts, with the number of pixels.
// One invocation for one part: pixels i, i + parts, ... What lies outside the mask is not read.
//   x, target: [N, channels, pixels], size = N pixels; mask: [N, pixels], four bytes to a word, read if MASKED
//   partials: [parts] of (sum, number of pixels)

struct Params { size: u32, channels: u32, pixels: u32, parts: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec2f>;
@group(0) @binding(4) var<uniform> p: Params;

override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    if MASKED && ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) == 0u { continue; }
    let first = i + (i / p.pixels) * (p.channels - 1u) * p.pixels;
    var products = vec2f(0.0); // x . target, x . x
    for (var c = 0u; c < p.channels; c++) {
      let k = first + c * p.pixels;
      products += x[k] * vec2f(target_[k], x[k]);
    }
    sum += vec2f(1.0 - products.x / max(sqrt(products.y), p.eps), 1.0);
  }
  partials[part] = sum;
}
