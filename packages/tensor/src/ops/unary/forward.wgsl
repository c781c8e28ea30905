// y = f(x), elementwise; F picks the function, by the codes of functions.ts. One invocation for four elements; the last
// may reach beyond the tensors, never beyond their buffers.
//   x, y: [size] in fours

alias real = f32;

struct Params { size: u32, a: f32, b: f32, nan: f32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override F: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

fn f(v: vec4f) -> vec4f {
  switch F {
    case 0u: { return -v; }
    case 1u: { return exp(v); }
    case 2u: { return select(log(v), vec4f(p.nan), v < vec4f()); } // SwiftShader's gives numbers there
    case 3u: { return select(sqrt(v), vec4f(p.nan), v < vec4f()); }
    case 4u: { return abs(v); }
    case 5u: { return select(v, vec4f(), v < vec4f()); } // not max(): a NaN stays one
    case 6u: { return select(p.a * v, v, v > vec4f()); }
    case 7u: { return 1.0 / (1.0 + exp(-v)); }
    case 8u: { return tanh(clamp(v, vec4f(-15.0), vec4f(15.0))); } // 1 in f32 beyond; exp in some drivers' tanh overflows
    default: { return select(select(v, vec4f(p.a), v < vec4f(p.a)), vec4f(p.b), v > vec4f(p.b)); }
  }
}

// By bits: compilers take v != v for false, and SwiftShader's exp and log of a NaN are infinite.
fn isNan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}

fn map(at: u32, v: vec4f) -> vec4f {
  return select(f(v), v, isNan(v));
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(x[i]))));
}
