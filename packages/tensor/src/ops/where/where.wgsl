// y = a where the condition is not 0, b elsewhere. One invocation for four elements; the last may reach beyond the
// tensors, never beyond their buffers.
//   a, b, y: [size] in fours; condition: [size], bytes if BYTES, else words of f32
//   NUMBERS says which operands are p.a and p.b instead: 1 for a, 2 for b, 3 for both.

alias real = f32;

struct Params { size: u32, a: f32, b: f32 }

@group(0) @binding(0) var<storage, read> a: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> condition: array<u32>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(4) var<uniform> p: Params;

override BYTES: bool = false;
override NUMBERS: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

// Whether the four elements from `at` on are not 0; of what is no whole four the first alone counts.
fn holds(at: u32) -> vec4<bool> {
  if BYTES {
    let bytes = (vec4u(condition[at / 4u]) >> (8u * (at % 4u + vec4u(0u, 1u, 2u, 3u)))) & vec4u(0xffu);
    return bytes != vec4u();
  }
  let words = vec4u(condition[at], condition[at + 1u], condition[at + 2u], condition[at + 3u]);
  return (words & vec4u(0x7fffffffu)) != vec4u(); // -0 is 0 too
}

fn map(at: u32, a: vec4f, b: vec4f) -> vec4f {
  let one = select(a, vec4f(p.a), (NUMBERS & 1u) != 0u);
  let other = select(b, vec4f(p.b), (NUMBERS & 2u) != 0u);
  return select(other, one, holds(at));
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if 4u * i >= p.size { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(a[i]), vec4f(b[i]))));
}
