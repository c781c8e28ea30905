// dinput = -dy scale target, or with TARGET dtarget = dy scale (log target + 1 - input); if LOG_TARGET -dy scale exp(target)
// and dy scale exp(target) (target + 1 - input). Without scale unless REDUCED, 0 outside the mask. One invocation for one
// pixel. What lies outside the mask is not read.
//   dy, scale: [1], or dy like input
//   input, target, gradient: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED

struct Params { size: u32, channels: u32, pixels: u32, nan: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> input: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override TARGET: bool = false;
override LOG_TARGET: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

const SMALLEST = 1.1754944e-38; // of normal numbers; adapters may take less for 0

// By bits: compilers take v != v for false, and no number for infinite.
fn isNan(v: f32) -> bool { return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u; }
fn ruledOut(v: f32) -> bool { return bitcast<u32>(v) == 0xff800000u; }

// SwiftShader's exp of a NaN is infinite.
fn expOf(v: f32) -> f32 { return select(exp(v), v, isNan(v)); }

fn byTarget(v: f32, t: f32) -> f32 {
  if LOG_TARGET {
    if !ruledOut(t) { return expOf(t) * (t - v + 1.0); }
    if ruledOut(v) { return 0.0; }
    return exp(t) * v; // 0, unless v is NaN or infinite
  }
  // The logarithm of a NaN, made no less than SMALLEST, would be a number; and SwiftShader's of less than 0.
  if t < 0.0 || isNan(t) { return p.nan; }
  if t == 0.0 {
    if ruledOut(v) { return 0.0; }
    return -1.0 / abs(t) - v; // -infinity, unless v is NaN
  }
  return log(max(t, SMALLEST)) - v + 1.0;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  var first = i;
  if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
  var valid = true;
  if MASKED { valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u; }
  for (var c = 0u; c < p.channels; c++) {
    let at = first + c * p.pixels;
    var value = 0.0;
    if valid {
      var factor = 0.0;
      if REDUCED { factor = dy[0] * scale[0]; } else { factor = dy[at]; }
      if TARGET {
        value = factor * byTarget(input[at], target_[at]);
      } else if LOG_TARGET {
        value = -factor * expOf(target_[at]);
      } else {
        value = -factor * target_[at];
      }
    }
    gradient[at] = value;
  }
}
