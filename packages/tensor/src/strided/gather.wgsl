// y = x along other strides: one word for each element of y, in order. Words are copied as they are, of any type.
// One invocation for four elements; a place is worked out anew only where the innermost axis ends.
//   x: any, y: [size], extents and strides from the innermost axis

alias real = u32; // any 32 bits, or a half

struct Params { extents: array<vec4u, 2>, strides: array<vec4u, 2>, size: u32, offset: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override AXES: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

// Where element i of y comes from in x. Software adapters index uniforms slowly: three axes without.
fn place(i: u32) -> u32 {
  let row = i / p.extents[0].x;
  var rest = row / p.extents[0].y;
  var at = p.offset + (i - row * p.extents[0].x) * p.strides[0].x
    + (row - rest * p.extents[0].y) * p.strides[0].y;
  if (AXES <= 3u) { return at + rest * p.strides[0].z; }
  for (var axis = 2u; axis < AXES; axis++) {
    let extent = p.extents[axis >> 2u][axis & 3u];
    at += (rest % extent) * p.strides[axis >> 2u][axis & 3u];
    rest /= extent;
  }
  return at;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let extent = p.extents[0].x;
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  var at = 0u;
  var left = 0u; // elements before the innermost axis ends
  for (var i = first; i < min(first + 4u, p.size); i++) {
    if (left == 0u) {
      left = extent - i % extent;
      at = place(i);
    }
    y[i] = x[at];
    at += p.strides[0].x;
    left--;
  }
}
