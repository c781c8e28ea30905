// dlogits = dy scale alpha_t (q^gamma b + gamma q^(gamma - 1) entropy (1 - 2 target) p (1 - p)) with p = sigmoid(logit),
// q = 1 - p_t, entropy the binary cross-entropy and b = p - target its derivative; without scale unless REDUCED, 0 outside
// the mask. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1], or dy like logits
//   logits, target, dlogits: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED; gamma = whole + fraction

struct Params {
  size: u32, channels: u32, pixels: u32, whole: u32, fraction: f32, alpha: f32,
}

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read_write> dlogits: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

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
fn derivative(v: f32, t: f32) -> f32 {
  let u = exp(-abs(v));
  let larger = 1.0 / (1.0 + u); // of sigmoid(v) and sigmoid(-v)
  let smaller = u / (1.0 + u);
  let positive = select(larger, smaller, v < 0.0);
  let negative = select(smaller, larger, v < 0.0);
  let rest = logOnePlusExp(abs(v));
  let entropy = t * (select(-v, 0.0, v > 0.0) + rest) + (1.0 - t) * (select(v, 0.0, v < 0.0) + rest);
  let q = positive * (1.0 - t) + negative * t;
  var ratio = 1.0; // entropy / q where both vanish
  if q > 0.0 { ratio = entropy / q; }
  let gamma = f32(p.whole) + p.fraction;
  var factor = power(q);
  if BALANCED { factor *= p.alpha * t + (1.0 - p.alpha) * (1.0 - t); }
  return factor * ((1.0 - t) * positive - t * negative + gamma * ratio * (1.0 - 2.0 * t) * larger * smaller);
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
      value = factor * derivative(logits[at], target_[at]);
    }
    dlogits[at] = value;
  }
}
