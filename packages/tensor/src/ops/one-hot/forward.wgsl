// y[o, c, i] = 1 where labels[o, i] is class c, else 0; 0 for every class of an ignored label, NaN where a label is
// neither. One invocation for four elements of y.
//   labels: [outer, inner], i32 or u32 or, with U8, four bytes to a word; y: [outer, classes, inner] = [size]

struct Params { size: u32, classes: u32, inner: u32, ignoreIndex: i32, nan: f32 }

@group(0) @binding(0) var<storage, read> labels: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override U8: bool = false;
override IGNORES: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn labelOf(i: u32) -> u32 {
  if U8 { return extractBits(labels[i / 4u], 8u * (i % 4u), 8u); }
  return labels[i];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  for (var i = first; i < min(first + 4u, p.size); i++) {
    let row = i / p.inner;
    let outer = row / p.classes;
    let label = labelOf(outer * p.inner + i - row * p.inner);
    var value = select(0.0, 1.0, label == row - outer * p.classes);
    if label >= p.classes { value = p.nan; }
    if IGNORES && bitcast<i32>(label) == p.ignoreIndex { value = 0.0; }
    y[i] = value;
  }
}
