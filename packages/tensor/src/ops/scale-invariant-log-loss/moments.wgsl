// Moments of d = log(x / target) over the elements of each group, in parts: those of its pixels i, i + parts, ... that the
// mask holds. One invocation for one part. What lies outside the mask is not read.
//   x, target: [N, channels, pixels], N pixels = groups items; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   moments: [groups, parts] of (count, mean, sum of squared deviations from the mean, 0)

struct Params { groups: u32, items: u32, channels: u32, pixels: u32, nan: f32, parts: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> moments: array<vec4f>;
@group(0) @binding(4) var<uniform> p: Params;

override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// log(a / b), by 2 artanh((a - b) / (a + b)) where the two are alike, to the last digits. NaN unless both are positive:
// SwiftShader's log gives numbers there.
fn logRatio(a: f32, b: f32) -> f32 {
  let s = (a - b) / (a + b);
  let q = s * s;
  if q < 1.0 / 9.0 && a > 0.0 {
    return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
  }
  if a > 0.0 && b > 0.0 { return log(a / b); }
  return p.nan;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.groups * p.parts { return; }
  let start = (part / p.parts) * p.items;
  var count = 0.0;
  var mean = 0.0;
  var squares = 0.0;
  for (var i = start + part % p.parts; i < start + p.items; i += p.parts) {
    if MASKED && ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) == 0u { continue; }
    var first = i;
    if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
    for (var c = 0u; c < p.channels; c++) {
      // Welford's formula.
      let d = logRatio(x[first + c * p.pixels], target_[first + c * p.pixels]);
      count += 1.0;
      let delta = d - mean;
      mean += delta / count;
      squares += delta * (d - mean);
    }
  }
  moments[part] = vec4f(count, mean, squares, 0.0);
}
