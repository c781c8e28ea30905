// dx = dy f'(x), elementwise; F picks the function, by the codes of functions.ts. One invocation for four elements; the
// last may reach beyond the tensors, never beyond their buffers.
//   v: [size] in fours, the function's input or its value, whichever functions.ts says

alias real = f32;

struct Params { size: u32, a: f32, b: f32, nan: f32 }

@group(0) @binding(0) var<storage, read> dy: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> v: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> dx: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override F: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

// At a kink the derivative is PyTorch's: 0 for relu and abs, 1 at the ends of clamp, the slope for leakyRelu.
fn derivative(v: vec4f) -> vec4f {
  switch F {
    case 0u: { return vec4f(-1.0); }
    case 1u: { return v; }
    case 2u: { return 1.0 / v; }
    case 3u: { return 0.5 / v; }
    case 4u: { return sign(v); }
    case 5u: { return select(vec4f(1.0), vec4f(), v <= vec4f()); } // 1 for a NaN
    case 6u: { return select(vec4f(p.a), vec4f(1.0), v > vec4f()); }
    case 7u: { return v * (1.0 - v); }
    case 8u: { return 1.0 - v * v; }
    default: { return select(vec4f(), vec4f(1.0), (v >= vec4f(p.a)) & (v <= vec4f(p.b))); }
  }
}

fn map(at: u32, dy: vec4f, v: vec4f) -> vec4f {
  return dy * derivative(v);
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  dx[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(dy[i]), vec4f(v[i]))));
}
