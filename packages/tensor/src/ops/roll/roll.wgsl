// y = x moved along its axes, in circles: element j of an axis comes from j + start, less the extent where that is
// beyond the end. Elements are copied as they are, of any type. One invocation for each element of y.
//   x, y: [size], extents and starts from the innermost axis, starts below the extents

alias real = u32; // any 32 bits, or a half

struct Params { extents: array<vec4u, 2>, starts: array<vec4u, 2>, size: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

var<private> at: u32;
var<private> stride: u32;
var<private> rest: u32;

fn locate(extent: u32, start: u32) {
  let next = rest / extent;
  let j = rest - next * extent + start;
  at += select(j, j - extent, j >= extent) * stride;
  stride *= extent;
  rest = next;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  at = 0u;
  stride = 1u;
  rest = i;
  // Software adapters index uniforms slowly: three axes without.
  locate(p.extents[0].x, p.starts[0].x);
  if (AXES > 1u) { locate(p.extents[0].y, p.starts[0].y); }
  if (AXES > 2u) { locate(p.extents[0].z, p.starts[0].z); }
  for (var axis = 3u; axis < AXES; axis++) {
    locate(p.extents[axis >> 2u][axis & 3u], p.starts[axis >> 2u][axis & 3u]);
  }
  y[i] = x[at];
}
