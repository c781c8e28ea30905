// Each sum adds up the values whose index along its line says its place: all indices of the line are looked at. One
// invocation for a run of places along one line.
//   index: any, i32 or u32 or, with U8, four bytes to a word; values, sums: any; lines along extents, with strides, from
//   the innermost axis. The count indices of a line lie indexStep apart, their values valueStep, its sums sumStep.

alias real = f32;

struct Params {
  extents: array<vec4u, 2>, indexStrides: array<vec4u, 2>, valueStrides: array<vec4u, 2>, sumStrides: array<vec4u, 2>,
  lines: u32, places: u32, run: u32, count: u32, indexStep: u32, valueStep: u32, sumStep: u32,
}

@group(0) @binding(0) var<storage, read> values: array<real>;
@group(0) @binding(1) var<storage, read> index: array<u32>;
@group(0) @binding(2) var<storage, read_write> sums: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override AXES: u32 = 1;
override ONE: bool = false; // whether a line has one index
override U8: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn indexAt(i: u32) -> u32 {
  if U8 { return extractBits(index[i / 4u], 8u * (i % 4u), 8u); }
  return index[i];
}

// Where the line's indices, values and sums begin.
var<private> at: vec3u;
var<private> rest: u32;

fn locate(extent: u32, indexStride: u32, valueStride: u32, sumStride: u32) {
  let next = rest / extent;
  at += (rest - next * extent) * vec3u(indexStride, valueStride, sumStride);
  rest = next;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let first = i / p.lines * p.run;
  if first >= p.places { return; }
  at = vec3u();
  rest = i % p.lines;
  // Software adapters index uniforms slowly: three axes without.
  locate(p.extents[0].x, p.indexStrides[0].x, p.valueStrides[0].x, p.sumStrides[0].x);
  if AXES > 1u { locate(p.extents[0].y, p.indexStrides[0].y, p.valueStrides[0].y, p.sumStrides[0].y); }
  if AXES > 2u { locate(p.extents[0].z, p.indexStrides[0].z, p.valueStrides[0].z, p.sumStrides[0].z); }
  for (var axis = 3u; axis < AXES; axis++) {
    let v = axis >> 2u;
    let c = axis & 3u;
    locate(p.extents[v][c], p.indexStrides[v][c], p.valueStrides[v][c], p.sumStrides[v][c]);
  }
  let start = at;
  let end = min(first + p.run, p.places);
  if ONE {
    let key = indexAt(start.x);
    let value = f32(values[start.y]);
    for (var k = first; k < end; k++) { sums[start.z + k * p.sumStep] = select(0.0, value, key == k); }
    return;
  }
  for (var k = first; k < end; k++) {
    var total = 0.0;
    var sum = 0.0; // of up to 32 indices: no sum grows long
    var at = start.xy;
    for (var j = 1u; j <= p.count; j++) {
      sum += select(0.0, f32(values[at.y]), indexAt(at.x) == k);
      at += vec2u(p.indexStep, p.valueStep);
      if (j & 31u) == 0u { total += sum; sum = 0.0; }
    }
    sums[start.z + k * p.sumStep] = total + sum;
  }
}
