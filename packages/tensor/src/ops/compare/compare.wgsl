// y = 1 where a is to b as F says, by the codes of compare.ts, and 0 elsewhere: bytes, four to a word. One invocation
// for one word; the last may reach beyond the tensors, never beyond their buffers.
//   a, b: [size] in fours; y: [size] bytes. NUMBER says which operand, if any, is p.number instead: 1 for a, 2 for b.

alias real = f32;

struct Params { size: u32, number: f32 }

@group(0) @binding(0) var<storage, read> a: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> y: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override F: u32 = 0;
override NUMBER: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

// By bits: compilers may take it that numbers are all there is.
fn isNan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}

fn f(a: vec4f, b: vec4f) -> vec4<bool> {
  switch F {
    case 0u: { return a == b; }
    case 1u: { return a < b; }
    case 2u: { return a <= b; }
    case 3u: { return a > b; }
    default: { return a >= b; }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if 4u * i >= p.size { return; }
  let left = select(vec4f(a[i]), vec4f(p.number), NUMBER == 1u);
  let right = select(vec4f(b[i]), vec4f(p.number), NUMBER == 2u);
  let comparable = !(isNan(left) | isNan(right));
  // What is not equal is the opposite of what is, of a NaN too.
  let holds = select(f(left, right) & comparable, !((left == right) & comparable), vec4<bool>(F == 5u));
  y[i] = dot(select(vec4u(), vec4u(1u, 0x100u, 0x10000u, 0x1000000u), holds), vec4u(1u));
}
