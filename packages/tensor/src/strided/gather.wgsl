// y = x along other strides: one word for each element of y, in order. Words are copied as they are, of any type.
//   x: any, y: [size]. One invocation for four elements.

struct Params { extents: array<vec4u, 2>, strides: array<vec4u, 2>, size: u32, offset: u32 }

@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<u32>;
@group(0) @binding(2) var<uniform> p: Params;

override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let inner = AXES - 1u;
  let extent = p.extents[inner >> 2u][inner & 3u];
  let stride = p.strides[inner >> 2u][inner & 3u];
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  var at = 0u;
  var left = 0u; // elements before the innermost axis ends
  for (var i = first; i < min(first + 4u, p.size); i++) {
    if (left == 0u) {
      left = extent - i % extent;
      at = p.offset + (i % extent) * stride;
      var rest = i / extent;
      for (var axis = inner; axis > 0u; axis--) {
        let outer = axis - 1u;
        at += (rest % p.extents[outer >> 2u][outer & 3u]) * p.strides[outer >> 2u][outer & 3u];
        rest /= p.extents[outer >> 2u][outer & 3u];
      }
    }
    y[i] = x[at];
    at += stride;
    left--;
  }
}
