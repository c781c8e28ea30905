// gradient /= factor, in place; found becomes 1 where an element is infinite or NaN. One invocation for four elements;
// the last may reach beyond the tensor, never beyond its buffer.
//   gradient: [size] in fours   factor: []   found: [1], set by any number of invocations, to the same value

alias real = f32;

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> factor: array<f32>;
@group(0) @binding(1) var<storage, read_write> gradient: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> found: array<atomic<u32>>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  let g = vec4f(gradient[i]);
  // By bits: compilers may take it that there are neither. What lies beyond the tensor does not count.
  let bad = (bitcast<vec4u>(g) & vec4u(0x7f800000u)) == vec4u(0x7f800000u);
  let inside = vec4u(4u * i) + vec4u(0u, 1u, 2u, 3u) < vec4u(p.size);
  if (any(bad & inside)) { atomicStore(&found[0], 1u); }
  gradient[i] = vec4<real>(g / factor[0]);
}
