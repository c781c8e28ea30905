// -factor alpha[label] (1 - p)^gamma log p of each pixel that is not ignored, with p = softmax(logits)[label]; 0 of the others.
// Where REDUCED, summed up in parts, with the number of pixels. One invocation for one part: pixels i, i + parts, ... A
// label that is no class gives NaN.
//   logits: [N, classes, pixels]; labels: [N, pixels], i32 or, with U8, four bytes to a word
//   alpha: [classes], read if WEIGHTED; gamma = whole + fraction
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest)), kept apart to keep their digits
//   result: [parts] of (sum of losses, number of pixels), or [N, pixels]

struct Params {
  images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, whole: u32, fraction: f32, factor: f32,
  parts: u32,
}

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> alpha: array<f32>;
@group(0) @binding(3) var<storage, read_write> logsumexp: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

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
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.images * p.pixels; i += p.parts) {
    let label = labelOf(i);
    if label == p.ignoreIndex || label < 0 || label >= i32(p.classes) {
      let value = select(p.nan, 0.0, label == p.ignoreIndex);
      if REDUCED { sum.x += value; } else { result[i] = value; }
      continue;
    }
    let first = i + (i / p.pixels) * (p.classes - 1u) * p.pixels;
    let end = first + p.classes * p.pixels;
    let hot = first + u32(label) * p.pixels;
    var largest = logits[first];
    for (var k = first + p.pixels; k < end; k += p.pixels) { largest = max(largest, logits[k]); }
    let own = expOf(logits[hot] - largest);
    var others = 0.0; // summed up alone: 1 - p would lose the digits of a sure prediction
    for (var k = first; k < end; k += p.pixels) {
      if k != hot { others += expOf(logits[k] - largest); }
    }
    let total = own + others;
    var logTotal = total;
    if total > 0.0 { logTotal = log(total); } // not of a NaN
    logsumexp[i] = vec2f(largest, logTotal);
    var w = p.factor;
    if WEIGHTED { w *= alpha[label]; }
    let value = w * power(others / total) * surprise(own, others, logTotal - (logits[hot] - largest));
    if REDUCED { sum += vec2f(value, 1.0); } else { result[i] = value; }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
