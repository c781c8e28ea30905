// dlogits = dy scale q (g - sum over classes of q g), with the probabilities q and the derivatives g of the loss by them: of
// a class with the slopes (a, b), g = a sign(q - t) + b, or 2 a (q - t) + 2 b q if SQUARED, where t = 1 for the label and 0
// for other classes; 0 at ignored pixels, NaN where the label is no class. One invocation for one pixel.
//   dy, scale: [1]; logits, dlogits: [N, classes, pixels]; labels: [N, pixels], i32 or, with U8, four bytes to a word
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest)); slopes: [groups, classes] of (a, b),
//   perGroup pixels to a group

struct Params { images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, perGroup: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> labels: array<u32>;
@group(0) @binding(4) var<storage, read> logsumexp: array<vec2f>;
@group(0) @binding(5) var<storage, read> slopes: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> dlogits: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

override U8: bool = false;
override SQUARED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn labelOf(i: u32) -> i32 {
  if U8 { return i32((labels[i / 4u] >> (8u * (i % 4u))) & 0xffu); }
  return bitcast<i32>(labels[i]);
}

// exp of what is not positive but for rounding. A NaN stays one: SwiftShader's exp(NaN) is infinite.
fn expOf(v: f32) -> f32 {
  return select(v, exp(v), v < 1.0);
}

fn derivative(q: f32, isLabel: bool, slope: vec2f) -> f32 {
  let t = select(0.0, 1.0, isLabel);
  if SQUARED { return 2.0 * (slope.x * (q - t) + slope.y * q); }
  return slope.x * (1.0 - 2.0 * t) + slope.y;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.images * p.pixels { return; }
  let first = i + (i / p.pixels) * (p.classes - 1u) * p.pixels;
  let label = labelOf(i);
  if label == p.ignoreIndex || label < 0 || label >= i32(p.classes) {
    let value = select(p.nan, 0.0, label == p.ignoreIndex);
    for (var c = 0u; c < p.classes; c++) { dlogits[first + c * p.pixels] = value; }
    return;
  }
  let normaliser = logsumexp[i];
  let ofGroup = (i / p.perGroup) * p.classes;
  var mean = 0.0;
  for (var c = 0u; c < p.classes; c++) {
    let q = expOf((logits[first + c * p.pixels] - normaliser.x) - normaliser.y);
    mean += q * derivative(q, u32(label) == c, slopes[ofGroup + c]);
  }
  let factor = dy[0] * scale[0];
  for (var c = 0u; c < p.classes; c++) {
    let k = first + c * p.pixels;
    let q = expOf((logits[k] - normaliser.x) - normaliser.y);
    dlogits[k] = factor * q * (derivative(q, u32(label) == c, slopes[ofGroup + c]) - mean);
  }
}
