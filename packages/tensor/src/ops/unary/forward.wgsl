// y = f(x), elementwise; F picks the function, by the codes of functions.ts. One invocation for four elements.
//   x, y: [size]

struct Params { size: u32, a: f32, b: f32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override F: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

fn f(v: f32) -> f32 {
  switch F {
    case 0u: { return -v; }
    case 1u: { return exp(v); }
    case 2u: { return log(v); }
    case 3u: { return sqrt(v); }
    case 4u: { return abs(v); }
    case 5u: { return select(v, 0.0, v < 0.0); } // not max(): a NaN stays one
    case 6u: { return select(p.a * v, v, v > 0.0); }
    case 7u: { return 1.0 / (1.0 + exp(-v)); }
    case 8u: { return tanh(clamp(v, -15.0, 15.0)); } // 1 in f32 beyond; exp in some drivers' tanh overflows
    default: { return select(select(v, p.a, v < p.a), p.b, v > p.b); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  for (var i = first; i < min(first + 4u, p.size); i++) {
    y[i] = f(x[i]);
  }
}
