// y = f(a, b) where an operand repeats along axes of y, as in broadcast.wgsl, for rows of y that are whole fours: an
// operand's four are neighbours, or one element where the innermost stride is 0. One invocation for four elements.
//   y: [size] in fours, extents and strides in elements, from the innermost axis

alias real = f32;

struct Params {
  extents: array<vec4u, 2>, aStrides: array<vec4u, 2>, bStrides: array<vec4u, 2>, size: u32, number: f32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override F: u32 = 0;
override NUMBER: u32 = 0;
override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

fn f(a: vec4f, b: vec4f) -> vec4f {
  switch F {
    case 0u: { return a + b; }
    case 1u: { return a - b; }
    case 2u: { return a * b; }
    default: { return a / b; }
  }
}

// Where element i of y comes from in a and b. Software adapters index uniforms slowly: three axes without.
fn place(i: u32) -> vec2u {
  let row = i / p.extents[0].x;
  var rest = row / p.extents[0].y;
  var at = (i - row * p.extents[0].x) * vec2u(p.aStrides[0].x, p.bStrides[0].x)
    + (row - rest * p.extents[0].y) * vec2u(p.aStrides[0].y, p.bStrides[0].y);
  if (AXES <= 3u) { return at + rest * vec2u(p.aStrides[0].z, p.bStrides[0].z); }
  for (var axis = 2u; axis < AXES; axis++) {
    let extent = p.extents[axis >> 2u][axis & 3u];
    at += (rest % extent) * vec2u(p.aStrides[axis >> 2u][axis & 3u], p.bStrides[axis >> 2u][axis & 3u]);
    rest /= extent;
  }
  return at;
}

fn four(values: vec4f, at: u32, stride: u32) -> vec4f {
  return select(vec4f(values[at & 3u]), values, stride == 1u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  let at = place(4u * i);
  let left = four(vec4f(a[at.x >> 2u]), at.x, p.aStrides[0].x);
  let right = four(vec4f(b[at.y >> 2u]), at.y, p.bStrides[0].x);
  y[i] = vec4<real>(f(left, select(right, vec4f(p.number), NUMBER == 2u)));
}
