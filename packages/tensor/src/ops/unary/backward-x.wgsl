// dx = dy f'(x), elementwise; F picks the function, by the codes of functions.ts. One invocation for four elements; the
// last may reach beyond the tensors, never beyond their buffers. The functions that derivatives share with f are those
// of forward.wgsl.
//   v: [size] in fours, the function's input or its value, whichever functions.ts says

alias real = f32;

struct Params { size: u32, a: f32, b: f32, nan: f32 }

@group(0) @binding(0) var<storage, read> dy: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> v: array<vec4<real>>;
@group(0) @binding(2) var<storage, read_write> dx: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override F: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

fn isNan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}

fn powerOf2(n: vec4f) -> vec4f {
  return bitcast<vec4f>(vec4u(vec4i(n) + 127) << vec4u(23u));
}

fn expOf(v: vec4f, rest: vec4f) -> vec4f {
  let x = clamp(v, vec4f(-110.0), vec4f(89.0));
  let n = round((x + rest) * 1.44269504);
  let r = ((x - n * 0.693359375) + n * 2.12194440e-4) + rest;
  let e = r * r * (0.499999935 + r * (0.166665207 + r * (0.0416683874 + r * (0.00836870987 + r * 0.00138146121))));
  let half = floor(0.5 * n);
  return (1.0 + (r + e)) * powerOf2(half) * powerOf2(n - half);
}

fn sigmoidOf(v: vec4f) -> vec4f {
  let e = expOf(-abs(v), vec4f());
  return select(vec4f(1.0), e, v < vec4f()) / (1.0 + e);
}

// e^(-factor v^2)
fn gaussian(v: vec4f, factor: f32) -> vec4f {
  let a = min(abs(v), vec4f(15.0));
  let h = bitcast<vec4f>(bitcast<vec4u>(a) & vec4u(0xfffff000u));
  return expOf(-factor * (h * h), -factor * ((a - h) * (a + h)));
}

// The share of the normal distribution below v, of which the density is e.
fn shareBelow(v: vec4f, e: vec4f) -> vec4f {
  let x = min(abs(v), vec4f(14.5));
  let t = (x - 3.75) / (x + 3.75);
  let q = 0.630577238 + t * (-0.0638382342 + t * (-0.0408622732 + t * (0.0751638472 + t * (-0.0554272874
    + t * (0.0225172895 + t * (-0.002822108 + t * (-0.00196024376 + t * (0.000677354584 + t * 0.000260259834))))))));
  let beyond = q / (1.0 + 1.41421356 * x) * e;
  return select(beyond, 1.0 - beyond, v > vec4f());
}

// At a kink the derivative is PyTorch's, and so it is where v is NaN.
fn derivative(v: vec4f) -> vec4f {
  switch F {
    case 0u: { return vec4f(-1.0); }
    case 1u: { return v; }
    case 2u: { return 1.0 / v; }
    case 3u: { return 0.5 / v; }
    case 4u: { return select(sign(v), vec4f(), isNan(v)); }
    case 5u: { return select(vec4f(1.0), vec4f(), v <= vec4f()); }
    case 6u: { return select(vec4f(p.a), vec4f(1.0), v > vec4f()); }
    case 7u: { return v * (1.0 - v); }
    case 8u: { return 1.0 - v * v; }
    case 9u: { return select(vec4f(), vec4f(1.0), (v >= vec4f(p.a)) & (v <= vec4f(p.b))); }
    case 10u: { let e = gaussian(v, 0.5); return shareBelow(v, e) + v * (0.398942280 * e); }
    case 11u: {
      let w = clamp(v, vec4f(-20.0), vec4f(20.0));
      let u = w * (1.59576912 + 0.0713548163 * w * w);
      return sigmoidOf(u) * (1.0 + v * sigmoidOf(-u) * (1.59576912 + 0.214064449 * w * w));
    }
    case 12u: { return sigmoidOf(v) * (1.0 + v * sigmoidOf(-v)); }
    case 13u: { return select(select(sigmoidOf(p.a * v), vec4f(1.0), p.a * v > vec4f(p.b)), v, isNan(v)); }
    case 14u: { return select(select(vec4f(1.0), v / 3.0 + 0.5, v < vec4f(3.0)), vec4f(), v <= vec4f(-3.0)); }
    case 15u: { return select(vec4f(), vec4f(1.0 / 6.0), (v > vec4f(-3.0)) & (v < vec4f(3.0))); }
    case 16u: { return select(vec4f(), vec4f(1.0), (v > vec4f()) & (v < vec4f(6.0))); }
    case 17u: { return select(vec4f(1.0), p.a * expOf(v, vec4f()), v <= vec4f()); }
    case 18u: { return -v * v; }
    case 19u: { return 2.0 * v; }
    case 20u: { return -0.5 * v * v * v; }
    case 23u: { return v + 1.0; }
    case 24u: { return 1.0 / (1.0 + v); }
    case 25u: { return select(1.12837917 * gaussian(v, 1.0), v, isNan(v)); }
    default: { return vec4f(); }
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
