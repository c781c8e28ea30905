// alpha_t (1 - p_t)^gamma times the binary cross-entropy of each element of the pixels that the mask holds, 0 outside:
// p_t = p target + (1 - p) (1 - target) with p = sigmoid(logit), and alpha_t = alpha target + (1 - alpha) (1 - target) or,
// without BALANCED, 1. Where REDUCED, summed up in parts, with the number of elements. One invocation for one part:
// pixels i, i + parts, ... What lies outside the mask is not read.
//   logits, target: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   gamma = whole + fraction; result: [parts] of (sum, number of elements), or like logits

struct Params {
  size: u32, channels: u32, pixels: u32, whole: u32, fraction: f32, alpha: f32, parts: u32,
}

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

override BALANCED: bool = true;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

// q^gamma for q that is not negative: whole factors keep digits that pow() loses. A NaN stays one.
fn power(q: f32) -> f32 {
  var result = 1.0;
  for (var n = 0u; n < p.whole; n++) { result *= q; }
  if p.fraction > 0.0 && q > 0.0 { return result * pow(q, p.fraction); }
  if p.fraction > 0.0 { return q; }
  return result;
}

// log(1 + exp(-a)) for a that is not negative, to the last digits where it is small: 2 artanh(u / (2 + u)), u = exp(-a).
fn logOnePlusExp(a: f32) -> f32 {
  let u = exp(-a);
  let s = u / (2.0 + u);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

// SwiftShader's exp(NaN) is infinite, and makes a NaN here.
fn loss(v: f32, t: f32) -> f32 {
  let u = exp(-abs(v));
  let larger = 1.0 / (1.0 + u); // of sigmoid(v) and sigmoid(-v)
  let smaller = u / (1.0 + u);
  let positive = select(larger, smaller, v < 0.0);
  let negative = select(smaller, larger, v < 0.0);
  let rest = logOnePlusExp(abs(v));
  let entropy = t * (select(-v, 0.0, v > 0.0) + rest) + (1.0 - t) * (select(v, 0.0, v < 0.0) + rest);
  var factor = power(positive * (1.0 - t) + negative * t);
  if BALANCED { factor *= p.alpha * t + (1.0 - p.alpha) * (1.0 - t); }
  return factor * entropy;
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
      if valid { value = loss(logits[at], target_[at]); }
      if REDUCED { sum += vec2f(value, 1.0); } else { result[at] = value; }
    }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
