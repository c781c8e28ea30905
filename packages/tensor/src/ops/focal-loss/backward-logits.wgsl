// dlogits = dy scale w q^gamma (1 + gamma p surprise / q) (softmax(logits) - onehot(label)), or without scale unless REDUCED,
// where p = softmax(logits)[label], q = 1 - p, surprise = -log p and w = factor alpha[label]; 0 at ignored pixels, NaN where
// the label is no class. One invocation for one pixel.
//   dy, scale: [1], or dy: [N, pixels]; logits, dlogits: [N, classes, pixels]
//   labels: [N, pixels], i32 or, with U8, four bytes to a word; alpha: [classes], read if WEIGHTED
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest)); gamma = whole + fraction

struct Params {
  images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, whole: u32, fraction: f32, factor: f32,
}

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read> alpha: array<f32>;
@group(0) @binding(5) var<storage, read> logsumexp: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> dlogits: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

override U8: bool = false;
override WEIGHTED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

fn labelOf(i: u32) -> i32 {
  if U8 { return i32((labels[i / 4u] >> (8u * (i % 4u))) & 0xffu); }
  return bitcast<i32>(labels[i]);
}

// exp of what is not positive but for rounding. A NaN stays one: SwiftShader's exp(NaN) is infinite.
fn expOf(v: f32) -> f32 {
  return select(v, exp(v), v < 1.0);
}

// q^gamma for q that is not negative: whole factors keep digits that pow() loses. A NaN stays one.
fn power(q: f32) -> f32 {
  var result = 1.0;
  for (var n = 0u; n < p.whole; n++) { result *= q; }
  if p.fraction > 0.0 && q > 0.0 { return result * pow(q, p.fraction); }
  if p.fraction > 0.0 { return q; }
  return result;
}

// -log of own / (own + others), to the last digits where it is small: log(1 + u) = 2 artanh(u / (2 + u)), u = others / own.
fn surprise(own: f32, others: f32, otherwise: f32) -> f32 {
  if !(others <= own) { return otherwise; }
  let s = others / (2.0 * own + others);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.images * p.pixels { return; }
  let first = i + (i / p.pixels) * (p.classes - 1u) * p.pixels;
  let end = first + p.classes * p.pixels;
  let label = labelOf(i);
  if label == p.ignoreIndex || label < 0 || label >= i32(p.classes) {
    let value = select(p.nan, 0.0, label == p.ignoreIndex);
    for (var k = first; k < end; k += p.pixels) { dlogits[k] = value; }
    return;
  }
  let normaliser = logsumexp[i];
  let hot = first + u32(label) * p.pixels;
  let own = expOf((logits[hot] - normaliser.x) - normaliser.y);
  var others = 0.0; // 1 - own would lose the digits of a sure prediction
  for (var k = first; k < end; k += p.pixels) {
    if k != hot { others += expOf((logits[k] - normaliser.x) - normaliser.y); }
  }
  var ratio = 0.0; // own surprise / others: 1 where others vanish, 0 where own does
  if own > 0.0 {
    ratio = 1.0;
    if others > 0.0 { ratio = own * surprise(own, others, normaliser.y - (logits[hot] - normaliser.x)) / others; }
  }
  var factor = p.factor * power(others) * (1.0 + (f32(p.whole) + p.fraction) * ratio);
  if WEIGHTED { factor *= alpha[label]; }
  if REDUCED { factor *= dy[0] * scale[0]; } else { factor *= dy[i]; }
  for (var k = first; k < end; k += p.pixels) {
    if k == hot {
      dlogits[k] = -factor * others;
    } else {
      dlogits[k] = factor * expOf((logits[k] - normaliser.x) - normaliser.y);
    }
  }
}
