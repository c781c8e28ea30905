// Each sum adds up the values whose index along its line says its place k: all indices of the line are looked at. One
// invocation for one sum.
//   index: any, i32 or u32 or, with U8, four bytes to a word; values: any; sums: [size], extents and strides from the
//   innermost axis. The count indices of a line lie indexStep apart, their values valueStep.

alias real = f32;

struct Params {
  extents: array<vec4u, 2>, indexStrides: array<vec4u, 2>, valueStrides: array<vec4u, 2>, keyStrides: array<vec4u, 2>,
  size: u32, count: u32, indexStep: u32, valueStep: u32,
}

@group(0) @binding(0) var<storage, read> values: array<real>;
@group(0) @binding(1) var<storage, read> index: array<u32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override AXES: u32 = 1;
override U8: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn indexAt(i: u32) -> u32 {
  if U8 { return extractBits(index[i / 4u], 8u * (i % 4u), 8u); }
  return index[i];
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  // Where the line's indices and values begin, and the place along it.
  var at = vec3u();
  var rest = i;
  for (var axis = 0u; axis < AXES; axis++) {
    let v = axis >> 2u;
    let c = axis & 3u;
    let next = rest / p.extents[v][c];
    at += (rest - next * p.extents[v][c])
      * vec3u(p.indexStrides[v][c], p.valueStrides[v][c], p.keyStrides[v][c]);
    rest = next;
  }
  // Blocks of 32, so that no sum grows long.
  var total = 0.0;
  for (var j = 0u; j < p.count;) {
    var sum = 0.0;
    for (let stop = min(p.count, j + 32u); j < stop; j++) {
      if indexAt(at.x + j * p.indexStep) == at.z { sum += f32(values[at.y + j * p.valueStep]); }
    }
    total += sum;
  }
  sums[i] = total;
}
