// y = x where x has an element for y's, p.fill elsewhere: along each axis x's element j lies at start + j step of y.
// Words are copied as they are, of any type. One invocation for each element of y.
//   x: extents xExtents, y: [size], extents yExtents, axes from the innermost. STEPS is 0 where every step is 1.

alias real = u32; // any 32 bits, or a half

struct Params {
  yExtents: array<vec4u, 2>, xExtents: array<vec4u, 2>, starts: array<vec4u, 2>, steps: array<vec4u, 2>,
  size: u32, fill: u32, number: f32,
}

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override AXES: u32 = 1;
override STEPS: u32 = 1;
override HALF: bool = false; // whether p.number is to fill with, not the bits of p.fill
override WORKGROUP_SIZE: u32 = 64;

var<private> at: u32;
var<private> stride: u32;
var<private> rest: u32;
var<private> inside: bool;

fn locate(yExtent: u32, xExtent: u32, start: u32, step: u32) {
  let next = rest / yExtent;
  let place = rest - next * yExtent - start; // before start it wraps around, beyond any extent
  var j = place;
  if (STEPS != 0u) {
    j = place / step;
    inside &= j * step == place;
  }
  inside &= j < xExtent;
  at += j * stride;
  stride *= xExtent;
  rest = next;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  at = 0u;
  stride = 1u;
  rest = i;
  inside = true;
  // Software adapters index uniforms slowly: three axes without.
  locate(p.yExtents[0].x, p.xExtents[0].x, p.starts[0].x, p.steps[0].x);
  if (AXES > 1u) { locate(p.yExtents[0].y, p.xExtents[0].y, p.starts[0].y, p.steps[0].y); }
  if (AXES > 2u) { locate(p.yExtents[0].z, p.xExtents[0].z, p.starts[0].z, p.steps[0].z); }
  for (var axis = 3u; axis < AXES; axis++) {
    let v = axis >> 2u;
    let c = axis & 3u;
    locate(p.yExtents[v][c], p.xExtents[v][c], p.starts[v][c], p.steps[v][c]);
  }
  y[i] = select(select(real(p.fill), real(p.number), HALF), x[select(0u, at, inside)], inside);
}
