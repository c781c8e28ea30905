// What softmax needs of each pixel whose label is a class. One invocation for one pixel.
//   logits: [N, classes, pixels]; labels: [N, pixels], i32 or, with U8, four bytes to a word
//   logsumexp: [N, pixels] of (largest logit, log of the sum of exp(logit - largest)), kept apart to keep their digits

struct Params { images: u32, classes: u32, pixels: u32, ignoreIndex: i32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read_write> logsumexp: array<vec2f>;
@group(0) @binding(3) var<uniform> p: Params;

override U8: bool = false;
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
  if labelOf(i) == p.ignoreIndex { return; }
  let first = i + (i / p.pixels) * (p.classes - 1u) * p.pixels;
  let end = first + p.classes * p.pixels;
  var largest = logits[first];
  for (var k = first + p.pixels; k < end; k += p.pixels) { largest = max(largest, logits[k]); }
  var total = 0.0;
  for (var k = first; k < end; k += p.pixels) { total += expOf(logits[k] - largest); }
  var logTotal = total;
  if total > 0.0 { logTotal = log(total); } // not of a NaN
  logsumexp[i] = vec2f(largest, logTotal);
}
