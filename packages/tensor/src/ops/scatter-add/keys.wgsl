// For each entry of the index the key of the sum it adds to, and the place of the value it adds; the key p.none where
// the index is beyond the axis. One invocation for one entry.
//   index: [size], i32 or u32 or, with U8, four bytes to a word; extents and strides from the innermost axis

struct Params {
  extents: array<vec4u, 2>, keyStrides: array<vec4u, 2>, valueStrides: array<vec4u, 2>,
  size: u32, extent: u32, step: u32, none: u32,
}

@group(0) @binding(0) var<storage, read> index: array<u32>;
@group(0) @binding(1) var<storage, read_write> keys: array<u32>;
@group(0) @binding(2) var<storage, read_write> places: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override AXES: u32 = 1;
override U8: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn indexAt(i: u32) -> u32 {
  if U8 { return extractBits(index[i / 4u], 8u * (i % 4u), 8u); }
  return index[i];
}

// The key of an entry but for its index, and the place of its value.
var<private> at: vec2u;
var<private> rest: u32;

fn locate(extent: u32, keyStride: u32, valueStride: u32) {
  let next = rest / extent;
  at += (rest - next * extent) * vec2u(keyStride, valueStride);
  rest = next;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  at = vec2u();
  rest = i;
  // Software adapters index uniforms slowly: three axes without.
  locate(p.extents[0].x, p.keyStrides[0].x, p.valueStrides[0].x);
  if AXES > 1u { locate(p.extents[0].y, p.keyStrides[0].y, p.valueStrides[0].y); }
  if AXES > 2u { locate(p.extents[0].z, p.keyStrides[0].z, p.valueStrides[0].z); }
  for (var axis = 3u; axis < AXES; axis++) {
    let v = axis >> 2u;
    let c = axis & 3u;
    locate(p.extents[v][c], p.keyStrides[v][c], p.valueStrides[v][c]);
  }
  let k = indexAt(i);
  keys[i] = select(p.none, at.x + k * p.step, k < p.extent);
  places[i] = at.y;
}
