// y = x where an index says, along one axis: y[i] = x[at + index[i'] step], its place else as in gather.wgsl of strided.
// What an index beyond the axis picks is p.fill. Elements are copied as they are, of any type. One invocation for four.
//   x: any; index: any, i32 or u32 or, with U8, four bytes to a word; y: [size], extents and strides from the innermost

alias real = u32; // any 32 bits, or a half

struct Params {
  extents: array<vec4u, 2>, indexStrides: array<vec4u, 2>, xStrides: array<vec4u, 2>,
  size: u32, extent: u32, step: u32, fill: u32, number: f32,
}

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> index: array<u32>;
@group(0) @binding(2) var<storage, read_write> y: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override AXES: u32 = 1;
override U8: bool = false;
override HALF: bool = false; // whether p.number is to fill with, not the bits of p.fill
override WORKGROUP_SIZE: u32 = 64;

fn indexAt(i: u32) -> u32 {
  if U8 { return extractBits(index[i / 4u], 8u * (i % 4u), 8u); }
  return index[i];
}

// Where element i of y has its index, and its place in x without it.
fn place(i: u32) -> vec2u {
  let row = i / p.extents[0].x;
  var rest = row / p.extents[0].y;
  var at = (i - row * p.extents[0].x) * vec2u(p.indexStrides[0].x, p.xStrides[0].x)
    + (row - rest * p.extents[0].y) * vec2u(p.indexStrides[0].y, p.xStrides[0].y);
  // Software adapters index uniforms slowly: three axes without.
  if AXES <= 3u { return at + rest * vec2u(p.indexStrides[0].z, p.xStrides[0].z); }
  for (var axis = 2u; axis < AXES; axis++) {
    let extent = p.extents[axis >> 2u][axis & 3u];
    at += (rest % extent) * vec2u(p.indexStrides[axis >> 2u][axis & 3u], p.xStrides[axis >> 2u][axis & 3u]);
    rest /= extent;
  }
  return at;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let inner = p.extents[0].x;
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  var at = vec2u();
  var left = 0u; // elements before the innermost axis ends
  for (var i = first; i < min(first + 4u, p.size); i++) {
    if left == 0u {
      left = inner - i % inner;
      at = place(i);
    }
    let k = indexAt(at.x);
    let inside = k < p.extent;
    let fill = select(real(p.fill), real(p.number), HALF);
    y[i] = select(fill, x[at.y + select(0u, k, inside) * p.step], inside);
    at += vec2u(p.indexStrides[0].x, p.xStrides[0].x);
    left--;
  }
}
