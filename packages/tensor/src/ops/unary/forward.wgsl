// y = f(x), elementwise; F picks the function, by the codes of functions.ts. One invocation for four elements; the last
// may reach beyond the tensors, never beyond their buffers. What drivers compute with few digits (exp, log, tanh, sin)
// is computed here; coefficients and the errors of the polynomials are those that polynomials.py prints.
//   x, y: [size] in fours

alias real = f32;

struct Params { size: u32, a: f32, b: f32, nan: f32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override F: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

// By bits: compilers take v != v for false.
fn isNan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}

fn withSign(v: vec4f, signed: vec4f) -> vec4f {
  return bitcast<vec4f>(bitcast<vec4u>(v) | (bitcast<vec4u>(signed) & vec4u(0x80000000u)));
}

// 2^n of integers from -126 to 127.
fn powerOf2(n: vec4f) -> vec4f {
  return bitcast<vec4f>(vec4u(vec4i(n) + 127) << vec4u(23u));
}

// e^r - 1 - r for |r| up to half of log 2.
fn expRest(r: vec4f) -> vec4f {
  return r * r * (0.499999935 + r * (0.166665207 + r * (0.0416683874 + r * (0.00836870987 + r * 0.00138146121))));
}

// e^(v + rest), of a rest that is small beside v.
fn expOf(v: vec4f, rest: vec4f) -> vec4f {
  let x = clamp(v, vec4f(-110.0), vec4f(89.0));
  let n = round((x + rest) * 1.44269504);
  let r = ((x - n * 0.693359375) + n * 2.12194440e-4) + rest; // log 2 in two parts, the first of few bits
  let half = floor(0.5 * n);
  return (1.0 + (r + expRest(r))) * powerOf2(half) * powerOf2(n - half);
}

fn expm1Of(v: vec4f) -> vec4f {
  return select(expOf(v, vec4f()) - 1.0, v + expRest(v), abs(v) < vec4f(0.34));
}

// log(2^e (1 + f)) for 1 + f between the roots of 1/2 and 2.
fn logParts(f: vec4f, e: vec4f) -> vec4f {
  let s = f / (2.0 + f);
  let z = s * s;
  let half = 0.5 * f * f;
  let rest = s * (half + z * (0.666667764 + z * (0.399775416 + z * 0.298717278)));
  return e * 0.693359375 + (f - (half - (rest - e * 2.12194440e-4)));
}

fn logOf(v: vec4f) -> vec4f {
  // Numbers below the normal ones count their bits in units of 2^-149.
  let bits = bitcast<vec4u>(v);
  let tiny = bits < vec4u(0x00800000u);
  let normal = select(bits, bitcast<vec4u>(vec4f(bits)), tiny);
  let above = bitcast<vec4i>(normal) - 0x3f3504f3; // the root of 1/2
  let e = vec4f(above >> vec4u(23u)) - select(vec4f(), vec4f(149.0), tiny);
  let m = bitcast<vec4f>((above & vec4i(0x007fffff)) + 0x3f3504f3);
  let finite = select(logParts(m - 1.0, e), v, v > vec4f(3.4028234e38));
  return select(select(finite, -1.0 / abs(v), v == vec4f()), vec4f(p.nan), v < vec4f());
}

fn log1pOf(v: vec4f) -> vec4f {
  return select(logOf(1.0 + v), logParts(v, vec4f()), (v > vec4f(-0.29)) & (v < vec4f(0.41)));
}

fn sigmoidOf(v: vec4f) -> vec4f {
  let e = expOf(-abs(v), vec4f());
  return select(vec4f(1.0), e, v < vec4f()) / (1.0 + e);
}

fn tanhOf(v: vec4f) -> vec4f {
  let e = expm1Of(min(2.0 * abs(v), vec4f(20.0)));
  return withSign(e / (e + 2.0), v);
}

// e^(-factor a^2) for a from 0 to 15: the square in two parts, the first of which is exact.
fn gaussian(a: vec4f, factor: f32) -> vec4f {
  let h = bitcast<vec4f>(bitcast<vec4u>(a) & vec4u(0xfffff000u));
  return expOf(-factor * (h * h), -factor * ((a - h) * (a + h)));
}

// The share of the normal distribution beyond a, for a from 0.
fn tail(a: vec4f) -> vec4f {
  let x = min(a, vec4f(14.5));
  let t = (x - 3.75) / (x + 3.75);
  var q = 0.630577238 + t * (-0.0638382342 + t * (-0.0408622732 + t * (0.0751638472 + t * (-0.0554272874
    + t * (0.0225172895 + t * (-0.002822108 + t * (-0.00196024376 + t * (0.000677354584 + t * 0.000260259834))))))));
  return q / (1.0 + 1.41421356 * x) * gaussian(x, 0.5);
}

fn erfOf(v: vec4f) -> vec4f {
  let a = abs(v);
  let z = a * a;
  let near = a * (1.12837917 + z * (-0.376126258 + z * (0.112835852 + z * (-0.0268538122
    + z * (0.00518832811 + z * (-0.000801019699 + z * 7.85387162e-5))))));
  return withSign(select(1.0 - 2.0 * tail(1.41421356 * a), near, a < vec4f(1.0)), v);
}

// The 64 bits of 2/pi from place i on, with 32 zeros in front.
const twoOverPi = array<u32, 8>(
  0u, 0xa2f9836eu, 0x4e441529u, 0xfc2757d1u, 0xf534ddc0u, 0xdb629599u, 0x3c439041u, 0xfe5163abu,
);

// a / (pi/2) - q and q, its nearest integer but for multiples of 4, of any a from 1 (Payne and Hanek, 1983): of the
// product of a's 24 bits with 2/pi, only the 96 bits of 2/pi that are worth less than 4 there, and not too little.
fn largeAngle(a: f32) -> vec2f {
  let bits = bitcast<u32>(a);
  let m = (bits & 0x007fffffu) | 0x00800000u;
  let place = (bits >> 23u) - 120u;
  let word = place >> 5u;
  let shift = place & 31u;
  var w: array<u32, 3>;
  for (var k = 0u; k < 3u; k++) {
    w[k] = (twoOverPi[word + k] << shift) | ((twoOverPi[word + k + 1u] >> 1u) >> (31u - shift));
  }
  let low = times(m, w[2]);
  let middle = times(m, w[1]);
  let second = middle.y + low.x;
  let first = m * w[0] + middle.x + select(0u, 1u, second < low.x);
  let q = (first + 0x20000000u) >> 30u;
  let fraction = bitcast<i32>((first << 2u) | (second >> 30u));
  return vec2f(f32(fraction) * 0x1p-32 + f32(second << 2u) * 0x1p-64, f32(q));
}

// The high and the low word of a product.
fn times(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let crossed = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (crossed & 0xffffu);
  return vec2u((a >> 16u) * (b >> 16u) + (crossed >> 16u) + (other >> 16u), a * b);
}

// sin(v + quarters pi/2).
fn sinOf(v: vec4f, quarters: u32) -> vec4f {
  let a = abs(v);
  var q = round(a * 0.636619772);
  var r = ((a - q * 1.5703125) - q * 4.83751297e-4) - q * 7.54978995e-8; // pi/2 in three parts, two of few bits
  if any(a > vec4f(512.0)) {
    for (var k = 0u; k < 4u; k++) {
      if a[k] > 512.0 {
        let angle = largeAngle(a[k]);
        r[k] = angle.x * 1.57079633;
        q[k] = angle.y;
      }
    }
  }
  let z = r * r;
  let sine = r + r * z * (-0.166666549 + z * (0.00833217815 + z * -0.000195172989));
  let cosine = 1.0 - 0.5 * z + z * z * (0.0416666469 + z * (-0.00138873675 + z * 2.44384517e-5));
  let turned = vec4u(select(vec4i(q), -vec4i(q), v < vec4f())) + quarters;
  let made = select(select(sine, -sine, v < vec4f()), cosine, (turned & vec4u(1u)) == vec4u(1u));
  return select(select(made, -made, (turned & vec4u(2u)) == vec4u(2u)), vec4f(p.nan), a > vec4f(3.4028234e38));
}

fn f(v: vec4f) -> vec4f {
  switch F {
    case 0u: { return -v; }
    case 1u: { return expOf(v, vec4f()); }
    case 2u: { return logOf(v); }
    case 3u: { return select(sqrt(v), vec4f(p.nan), v < vec4f()); } // SwiftShader's gives numbers there
    case 4u: { return abs(v); }
    case 5u: { return select(v, vec4f(), v < vec4f()); }
    case 6u: { return select(p.a * v, v, v > vec4f()); }
    case 7u: { return sigmoidOf(v); }
    case 8u: { return tanhOf(v); }
    case 9u: { return select(select(v, vec4f(p.a), v < vec4f(p.a)), vec4f(p.b), v > vec4f(p.b)); }
    case 10u: { let q = tail(abs(v)); return v * select(q, 1.0 - q, v > vec4f()); }
    case 11u: { return v * sigmoidOf(v * (1.59576912 + 0.0713548163 * v * v)); }
    case 12u: { return v * sigmoidOf(v); }
    case 13u: { return select(log1pOf(expOf(p.a * v, vec4f())) / p.a, v, p.a * v > vec4f(p.b)); }
    case 14u: { return v * clamp(v + 3.0, vec4f(), vec4f(6.0)) / 6.0; }
    case 15u: { return clamp(v + 3.0, vec4f(), vec4f(6.0)) / 6.0; }
    case 16u: { return clamp(v, vec4f(), vec4f(6.0)); }
    case 17u: { return select(p.a * expm1Of(v), v, v > vec4f()); }
    case 18u: { return 1.0 / v; }
    case 19u: { return v * v; }
    case 20u: { return select(1.0 / sqrt(v), vec4f(p.nan), v < vec4f()); }
    case 21u: { return sinOf(v, 0u); }
    case 22u: { return sinOf(v, 1u); }
    case 23u: { return expm1Of(v); }
    case 24u: { return log1pOf(v); }
    case 25u: { return erfOf(v); }
    case 26u: { return floor(v); }
    case 27u: { return ceil(v); }
    case 28u: { return round(v); }
    default: { return select(sign(v), vec4f(), isNan(v)); }
  }
}

// A NaN stays one, but for its sign, which is 0.
fn map(at: u32, v: vec4f) -> vec4f {
  return select(f(v), v, isNan(v) & vec4<bool>(F < 29u));
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (4u * i >= p.size) { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(x[i]))));
}
