// target (log target - input) of each element of the pixels that the mask holds, 0 outside; exp(target) (target - input) if
// LOG_TARGET. Where REDUCED, summed up in parts, with the number of elements. One invocation for one part: pixels i,
// i + parts, ... What lies outside the mask is not read.
//   input, target: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   result: [parts] of (sum, number of elements), or like input

struct Params { size: u32, channels: u32, pixels: u32, nan: f32, parts: u32 }

@group(0) @binding(0) var<storage, read> input: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

override LOG_TARGET: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

const SMALLEST = 1.1754944e-38; // of normal numbers; adapters may take less for 0

// By bits: compilers take no number for infinite.
fn ruledOut(v: f32) -> bool { return bitcast<u32>(v) == 0xff800000u; }

fn divergence(v: f32, t: f32) -> f32 {
  if LOG_TARGET {
    if !ruledOut(t) { return exp(t) * (t - v); }
    if ruledOut(v) { return 0.0; }
    return exp(t) * v; // 0, unless v is NaN or infinite
  }
  if t > 0.0 { return t * (log(max(t, SMALLEST)) - v); }
  if t < 0.0 { return p.nan; } // SwiftShader's log gives numbers there
  if t == 0.0 {
    if ruledOut(v) { return 0.0; }
  }
  return -t * v; // 0, unless it is NaN or v infinite
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    var first = i;
    if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
    var valid = true;
    if MASKED {
      valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
      if REDUCED && !valid { continue; }
    }
    for (var c = 0u; c < p.channels; c++) {
      let at = first + c * p.pixels;
      var value = 0.0;
      if valid { value = divergence(input[at], target_[at]); }
      if REDUCED { sum += vec2f(value, 1.0); } else { result[at] = value; }
    }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
