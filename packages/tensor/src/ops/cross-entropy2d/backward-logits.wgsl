// dlogits = dy scale (softmax(logits) sum(q) - q), or without scale unless REDUCED, where q = weight[label] onehot(label), or
// keep of that and share of the weights with SMOOTHED; 0 at ignored pixels, NaN where the label is no class. One
// invocation for one pixel.
//   dy, scale: [1], or dy: [N, pixels]; logits, dlogits: [N, classes, pixels]
//   labels: [N, pixels], i32 or, with U8, four bytes to a word; weight: [classes], read if WEIGHTED
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest))

struct Params { images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, keep: f32, share: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read> weight: array<f32>;
@group(0) @binding(5) var<storage, read> logsumexp: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> dlogits: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

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
  var factor = 0.0;
  if REDUCED { factor = dy[0] * scale[0]; } else { factor = dy[i]; }
  var w = 1.0;
  if WEIGHTED { w = weight[label]; }
  var total = w; // the sum of q
  if SMOOTHED {
    w *= p.keep;
    total = 1.0;
    if WEIGHTED {
      total = w;
      for (var c = 0u; c < p.classes; c++) { total += p.share * weight[c]; }
    }
  }
  let normaliser = logsumexp[i];
  let hot = first + u32(label) * p.pixels;
  for (var c = 0u; c < p.classes; c++) {
    let k = first + c * p.pixels;
    var q = select(0.0, w, k == hot);
    if SMOOTHED {
      if WEIGHTED { q += p.share * weight[c]; } else { q += p.share; }
    }
    dlogits[k] = factor * (total * expOf((logits[k] - normaliser.x) - normaliser.y) - q);
  }
}
