// y = f(a, b) where an operand repeats along axes of y: its stride there is 0. F picks the function, by the codes of
// functions.ts. One invocation for four elements; a place is worked out anew only where the innermost axis ends.
//   y: [size], extents and strides from the innermost axis. NUMBER is 2 where p.number stands for b.

alias real = f32;

struct Params {
  extents: array<vec4u, 2>, aStrides: array<vec4u, 2>, bStrides: array<vec4u, 2>, size: u32, number: f32,
}

@group(0) @binding(0) var<storage, read> a: array<real>;
@group(0) @binding(1) var<storage, read> b: array<real>;
@group(0) @binding(2) var<storage, read_write> y: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override F: u32 = 0;
override NUMBER: u32 = 0;
override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

fn f(a: f32, b: f32) -> f32 {
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

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let extent = p.extents[0].x;
  let step = vec2u(p.aStrides[0].x, p.bStrides[0].x);
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  var at = vec2u();
  var left = 0u; // elements before the innermost axis ends
  for (var i = first; i < min(first + 4u, p.size); i++) {
    if (left == 0u) {
      left = extent - i % extent;
      at = place(i);
    }
    y[i] = real(f(f32(a[at.x]), select(f32(b[at.y]), p.number, NUMBER == 2u)));
    at += step;
    left--;
  }
}
