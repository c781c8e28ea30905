// tied = 1 where x is the extreme y of its line, 0 elsewhere. One invocation for each element of x.
//   x, tied: [size], extents from the innermost axis; y along its strides, 0 where it was reduced

alias real = f32;

struct Params { extents: array<vec4u, 2>, strides: array<vec4u, 2>, size: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> y: array<real>;
@group(0) @binding(2) var<storage, read_write> tied: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

// Where the extreme of element i of x is in y. Software adapters index uniforms slowly: three axes without.
fn place(i: u32) -> u32 {
  let row = i / p.extents[0].x;
  var rest = row / p.extents[0].y;
  var at = (i - row * p.extents[0].x) * p.strides[0].x + (row - rest * p.extents[0].y) * p.strides[0].y;
  if AXES <= 3u { return at + rest * p.strides[0].z; }
  for (var axis = 2u; axis < AXES; axis++) {
    let extent = p.extents[axis >> 2u][axis & 3u];
    at += (rest % extent) * p.strides[axis >> 2u][axis & 3u];
    rest /= extent;
  }
  return at;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  tied[i] = select(0.0, 1.0, x[i] == y[place(i)]);
}
