// y = f(a, b) where an operand repeats along axes of y: its stride there is 0. F picks the function, by the codes of
// functions.ts. One invocation for four elements; a place is worked out anew only where the innermost axis ends.
//   y: [size], extents and strides from the outermost axis. NUMBER is 2 where p.number stands for b.

struct Params {
  extents: array<vec4u, 2>, aStrides: array<vec4u, 2>, bStrides: array<vec4u, 2>, size: u32, number: f32,
}

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
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

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let inner = AXES - 1u;
  let extent = p.extents[inner >> 2u][inner & 3u];
  let step = vec2u(p.aStrides[inner >> 2u][inner & 3u], p.bStrides[inner >> 2u][inner & 3u]);
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  var at = vec2u();
  var left = 0u; // elements before the innermost axis ends
  for (var i = first; i < min(first + 4u, p.size); i++) {
    if (left == 0u) {
      left = extent - i % extent;
      at = (i % extent) * step;
      var rest = i / extent;
      for (var axis = inner; axis > 0u; axis--) {
        let outer = axis - 1u;
        let strides = vec2u(p.aStrides[outer >> 2u][outer & 3u], p.bStrides[outer >> 2u][outer & 3u]);
        at += (rest % p.extents[outer >> 2u][outer & 3u]) * strides;
        rest /= p.extents[outer >> 2u][outer & 3u];
      }
    }
    y[i] = f(a[at.x], select(b[at.y], p.number, NUMBER == 2u));
    at += step;
    left--;
  }
}
