// -weight[label] input[label] of each pixel that is not ignored, 0 of the others. Where REDUCED, summed up in parts, with
// the weights. One invocation for one part: pixels i, i + parts, ... A label that is no class gives NaN.
//   input: [N, classes, pixels]; labels: [N, pixels], i32 or, with U8, four bytes to a word
//   weight: [classes], read if WEIGHTED; result: [parts] of (sum of losses, sum of weights), or [N, pixels]

struct Params { images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32, parts: u32 }

@group(0) @binding(0) var<storage, read> input: array<f32>;
@group(0) @binding(1) var<storage, read> labels: array<u32>;
@group(0) @binding(2) var<storage, read> weight: array<f32>;
@group(0) @binding(3) var<storage, read_write> result: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

override U8: bool = false;
override WEIGHTED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

fn labelOf(i: u32) -> i32 {
  if U8 { return i32((labels[i / 4u] >> (8u * (i % 4u))) & 0xffu); }
  return bitcast<i32>(labels[i]);
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
    var w = 1.0;
    if WEIGHTED { w = weight[label]; }
    let value = -w * input[i + ((i / p.pixels) * (p.classes - 1u) + u32(label)) * p.pixels];
    if REDUCED { sum += vec2f(value, w); } else { result[i] = value; }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
