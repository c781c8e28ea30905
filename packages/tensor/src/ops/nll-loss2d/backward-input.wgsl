// dinput = -dy scale weight[label] onehot(label), or without scale unless REDUCED; 0 at ignored pixels, NaN where the label
// is no class. One invocation for one pixel.
//   dy, scale: [1], or dy: [N, pixels]; dinput: [N, classes, pixels]
//   labels: [N, pixels], i32 or, with U8, four bytes to a word; weight: [classes], read if WEIGHTED

struct Params { images: u32, classes: u32, pixels: u32, ignoreIndex: i32, nan: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> labels: array<u32>;
@group(0) @binding(3) var<storage, read> weight: array<f32>;
@group(0) @binding(4) var<storage, read_write> dinput: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

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
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.images * p.pixels { return; }
  let first = i + (i / p.pixels) * (p.classes - 1u) * p.pixels;
  let label = labelOf(i);
  let isClass = label >= 0 && label < i32(p.classes);
  let value = select(p.nan, 0.0, isClass || label == p.ignoreIndex);
  for (var c = 0u; c < p.classes; c++) { dinput[first + c * p.pixels] = value; }
  if !isClass || label == p.ignoreIndex { return; }
  var factor = 0.0;
  if REDUCED { factor = dy[0] * scale[0]; } else { factor = dy[i]; }
  if WEIGHTED { factor *= weight[label]; }
  dinput[first + u32(label) * p.pixels] = -factor;
}
