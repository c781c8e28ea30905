// -weight[label] log softmax(logits)[label] of each pixel that is not ignored, 0 of the others; with SMOOTHED, keep of
// that and share of the same sum over all classes. Where REDUCED, summed up in parts, with the weights. One invocation
// for one part: pixels i, i + parts, ... A label that is no class gives NaN.
//   logits: [N, classes, pixels]; labels: [N, pixels], i32 or, with U8, four bytes to a word
//   weight: [classes], read if WEIGHTED
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest)), kept apart to keep their digits
//   result: [parts] of (sum of losses, sum of weights), or [N, pixels]

struct Params {
  images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, keep: f32, share: f32, parts: u32,
}

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> logsumexp: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

override U8: bool = false;
override WEIGHTED: bool = false;
override SMOOTHED: bool = false;
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
    var largest = logits[first];
    for (var k = first + p.pixels; k < end; k += p.pixels) { largest = max(largest, logits[k]); }
    var total = 0.0;
    for (var k = first; k < end; k += p.pixels) { total += expOf(logits[k] - largest); }
    var logTotal = total;
    if total > 0.0 { logTotal = log(total); } // not of a NaN
    logsumexp[i] = vec2f(largest, logTotal);
    var w = 1.0;
    if WEIGHTED { w = weight[label]; }
    var value = w * (logTotal - (logits[first + u32(label) * p.pixels] - largest));
    if SMOOTHED {
      var ofAll = 0.0;
      for (var c = 0u; c < p.classes; c++) {
        var ofClass = logTotal - (logits[first + c * p.pixels] - largest);
        if WEIGHTED { ofClass *= weight[c]; }
        ofAll += ofClass;
      }
      value = p.keep * value + p.share * ofAll;
    }
    if REDUCED { sum += vec2f(value, w); } else { result[i] = value; }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
