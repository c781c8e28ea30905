// f(x - target) of the elements of each pixel that the mask holds, 0 outside; F picks f, by the codes of distances.ts.
// Where REDUCED, summed up in parts, with the number of elements. One invocation for one part: pixels i, i + parts, ...
// What lies outside the mask is not read.
//   x, target: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   knee: [1], where f changes its form, read by berHuLoss alone; the others have p.knee
//   result: [parts] of (sum, number of elements), or like x

struct Params { size: u32, channels: u32, pixels: u32, knee: f32, parts: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read> knee: array<f32>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

override F: u32 = 0;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

fn f(d: f32, k: f32) -> f32 {
  let a = abs(d);
  switch F {
    case 0u: { return a; }
    case 1u: { return d * d; }
    case 2u: {
      if a < k { return 0.5 * a * a; }
      return k * (a - 0.5 * k);
    }
    case 3u: {
      if a < k { return 0.5 * a * (a / k); }
      return a - 0.5 * k;
    }
    default: {
      if a <= k { return a; }
      return 0.5 * (a * (a / k) + k);
    }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var k = p.knee;
  if F == 4u { k = knee[0]; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    var first = i;
    if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
    var valid = true;
    if MASKED { valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u; }
    if REDUCED && !valid { continue; }
    var ofPixel = 0.0;
    for (var c = 0u; c < p.channels; c++) {
      let at = first + c * p.pixels;
      var value = 0.0;
      if valid { value = f(x[at] - target_[at], k); }
      if REDUCED { ofPixel += value; } else { result[at] = value; }
    }
    sum += vec2f(ofPixel, f32(p.channels));
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
