// Sums of the squares of one tensor's elements, or their largest magnitudes with LARGEST, in parts that go into their
// places among those of all tensors. One invocation for one part: fours i, i + parts, ... What lies beyond the tensor's
// end is read, and left out.
//   x: [size] in fours; partials: those of this tensor from offset on

alias real = f32;

struct Params { size: u32, parts: u32, offset: u32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> partials: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override LARGEST: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn values(i: u32) -> vec4f {
  let inside = 4u * i + vec4u(0u, 1u, 2u, 3u) < vec4u(p.size);
  return select(vec4f(), vec4f(x[i]), inside);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  let end = (p.size + 3u) / 4u;
  if LARGEST {
    // As bits, which keep their order, with NaN above all.
    var bits = vec4u();
    for (var i = part; i < end; i += p.parts) { bits = max(bits, bitcast<vec4u>(values(i)) & vec4u(0x7fffffffu)); }
    partials[p.offset + part] = bitcast<f32>(max(max(bits.x, bits.y), max(bits.z, bits.w)));
    return;
  }
  // Blocks of 32 fours, so that no sum grows long.
  var sum = vec4f();
  for (var i = part; i < end;) {
    var block = vec4f();
    for (var n = 0u; n < 32u && i < end; n++) {
      let v = values(i);
      block += v * v;
      i += p.parts;
    }
    sum += block;
  }
  partials[p.offset + part] = (sum.x + sum.y) + (sum.z + sum.w);
}
