// How far the probabilities of a class are from its labels, over the labelled pixels of each group, in parts. One
// invocation for one part of one class: pixels i, i + parts, ... of the group. A label that is no class gives NaN.
//   logits: [N, classes, pixels]; labels: [groups, items] = [N, pixels], i32 or, with U8, four bytes to a word
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest))
//   sums: [groups, classes, parts] of (sum of |q - t|, sum of q + t, number of pixels, 0), with t = 1 where the label is
//   the class and 0 elsewhere, q the probability; of (q - t)^2 and q^2 + t^2 if SQUARED

struct Params { classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, groups: u32, items: u32, parts: u32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> logsumexp: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> sums: array<vec4f>;
@group(0) @binding(4) var<uniform> p: Params;

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

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if at >= p.groups * p.classes * p.parts { return; }
  let c = (at / p.parts) % p.classes;
  let first = (at / (p.parts * p.classes)) * p.items;
  var sum = vec3f();
  for (var i = first + at % p.parts; i < first + p.items; i += p.parts) {
    let label = labelOf(i);
    if label == p.ignoreIndex { continue; }
    if label < 0 || label >= i32(p.classes) {
      sum.x = p.nan;
      continue;
    }
    let normaliser = logsumexp[i];
    let logit = logits[i + ((i / p.pixels) * (p.classes - 1u) + c) * p.pixels];
    let q = expOf((logit - normaliser.x) - normaliser.y);
    let t = select(0.0, 1.0, u32(label) == c);
    if SQUARED { sum += vec3f((q - t) * (q - t), q * q + t, 1.0); } else { sum += vec3f(abs(q - t), q + t, 1.0); }
  }
  sums[at] = vec4f(sum, 0.0);
}
