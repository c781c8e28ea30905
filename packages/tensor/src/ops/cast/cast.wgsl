// y = x as y's type; TYPE says what x's words hold: 0 for i32, 1 for u32, 2 for four bytes, lowest first, 3 for f32,
// 4 for two halves, lowest first.
//   x: any, y: [size]. One invocation for four elements, which are one word of bytes, two of halves.

alias real = f32;

struct Params { size: u32 }

@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override TYPE: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

fn element(i: u32) -> f32 {
  switch TYPE {
    case 0u: { return f32(bitcast<i32>(x[i])); }
    case 1u: { return f32(x[i]); }
    case 2u: { return f32(extractBits(x[i / 4u], 8u * (i % 4u), 8u)); }
    case 3u: { return bitcast<f32>(x[i]); }
    default: { return unpack2x16float(x[i / 2u])[i % 2u]; }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  for (var i = first; i < min(first + 4u, p.size); i++) {
    y[i] = real(element(i));
  }
}
