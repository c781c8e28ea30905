// y = x where x has an element for y's, p.fill elsewhere: along each axis x's element j lies at start + j step of y.
// Words are copied as they are, of any type. One invocation for each element of y.
//   x: extents xExtents, y: [size], extents yExtents, axes from the outermost

struct Params {
  yExtents: array<vec4u, 2>, xExtents: array<vec4u, 2>, starts: array<vec4u, 2>, steps: array<vec4u, 2>,
  size: u32, fill: u32,
}

@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<u32>;
@group(0) @binding(2) var<uniform> p: Params;

override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  var at = 0u;
  var stride = 1u;
  var inside = true;
  var rest = i;
  for (var n = AXES; n > 0u; n--) {
    let v = (n - 1u) >> 2u;
    let axis = (n - 1u) & 3u;
    let place = rest % p.yExtents[v][axis];
    rest /= p.yExtents[v][axis];
    let start = p.starts[v][axis];
    let step = p.steps[v][axis];
    let j = (place - start) / step; // before start it wraps around, beyond any extent
    inside &= (place - start) % step == 0u && j < p.xExtents[v][axis];
    at += j * stride;
    stride *= p.xExtents[v][axis];
  }
  y[i] = select(p.fill, x[select(0u, at, inside)], inside);
}
