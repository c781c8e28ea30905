// The largest |x - target| of the elements of the pixels that the mask holds, in parts; 0 without any. One invocation for
// one part: pixels i, i + parts, ... What lies outside the mask is not read.
//   x, target: [N, channels, pixels], size = N pixels; mask: [N, pixels], four bytes to a word, read if MASKED
//   largest: [parts], bits of f32: as integers they keep their order, with NaN above all

struct Params { size: u32, channels: u32, pixels: u32, parts: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> largest: array<u32>;
@group(0) @binding(4) var<uniform> p: Params;

override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var bits = 0u;
  for (var i = part; i < p.size; i += p.parts) {
    if MASKED && ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) == 0u { continue; }
    var first = i;
    if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
    for (var c = 0u; c < p.channels; c++) {
      let at = first + c * p.pixels;
      bits = max(bits, bitcast<u32>(x[at] - target_[at]) & 0x7fffffffu);
    }
  }
  largest[part] = bits;
}
