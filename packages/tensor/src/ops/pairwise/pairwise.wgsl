// y = f(a, b), or the derivative by a or b times dy, elementwise; F picks the function, by the codes of pairwise-op.ts.
// One invocation for four elements; the last may reach beyond the tensors, never beyond their buffers.
//   a, b, dy, y: [size] in fours; dy is read for derivatives alone
//   NUMBER says which operand, if any, is p.number instead: 1 for a, 2 for b.

alias real = f32;

struct Params { size: u32, number: f32, nan: f32 }

@group(0) @binding(0) var<storage, read> a: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> b: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> dy: array<vec4<real>>;
@group(0) @binding(3) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(4) var<uniform> p: Params;

override F: u32 = 0;
override NUMBER: u32 = 0;
override WORKGROUP_SIZE: u32 = 64;

// By bits: compilers take v != v for false.
fn isNan(v: vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}

// The first 12 bits of the digits: the product of two such numbers is exact.
fn head(v: vec4f) -> vec4f {
  return bitcast<vec4f>(bitcast<vec4u>(v) & vec4u(0xfffff000u));
}

// 2^n of integers from -126 to 127.
fn powerOf2(n: vec4f) -> vec4f {
  return bitcast<vec4f>(vec4u(vec4i(n) + 127) << vec4u(23u));
}

// The sum of two numbers, of which the first has 12 bits of digits.
struct Parts { large: vec4f, small: vec4f }

// The base-2 logarithm of what is positive and finite, to more digits than one f32 has. The polynomial is that of
// unary/forward.wgsl.
fn log2Of(v: vec4f) -> Parts {
  // Numbers below the normal ones count their bits in units of 2^-149.
  let bits = bitcast<vec4u>(v);
  let tiny = bits < vec4u(0x00800000u);
  let normal = select(bits, bitcast<vec4u>(vec4f(bits)), tiny);
  let above = bitcast<vec4i>(normal) - 0x3f3504f3; // the root of 1/2
  let e = vec4f(above >> vec4u(23u)) - select(vec4f(), vec4f(149.0), tiny);
  let m = bitcast<vec4f>((above & vec4i(0x007fffff)) + 0x3f3504f3);

  // log m = 2 s + rest, s = (m - 1) / (m + 1)
  let s = (m - 1.0) / (m + 1.0);
  let sHead = head(s);
  let below = head(m + 1.0);
  let sTail = (((m - 1.0) - sHead * below) - sHead * (m - (below - 1.0))) / (m + 1.0);
  let z = s * s;
  let rest = s * z * (0.666667764 + z * (0.399775416 + z * 0.298717278));
  let high = sHead * 2.88476562; // 2 / log 2 in two parts
  let low = sHead * 6.24457484e-4 + (2.0 * sTail + rest) * 1.44269504;
  let sum = head(e + (high + low));
  return Parts(sum, low - ((sum - e) - high));
}

// a^b = 2^(b log2 a) of a positive finite a and a finite b.
fn positivePower(a: vec4f, b: vec4f) -> vec4f {
  let log = log2Of(a);
  let bHead = head(b);
  let tail = (b - bHead) * log.large + b * log.small;
  let exponent = bHead * log.large + tail;
  let n = round(clamp(exponent, vec4f(-200.0), vec4f(200.0)));
  let r = select(vec4f(), ((bHead * log.large - n) + tail) * 0.693147181, abs(exponent) < vec4f(200.0));
  let e2 = r * r * (0.499999935 + r * (0.166665207 + r * (0.0416683874 + r * (0.00836870987 + r * 0.00138146121))));
  let half = floor(0.5 * n);
  return (1.0 + (r + e2)) * powerOf2(half) * powerOf2(n - half);
}

// a^b by the rules of C99.
fn powerOf(a: vec4f, b: vec4f) -> vec4f {
  let base = abs(a);
  let large = vec4f(3.4028234e38);
  let integer = floor(b) == b;
  let odd = integer & (floor(0.5 * b) != 0.5 * b);
  var y = positivePower(base, b);
  y = select(y, select(vec4f(), base, b > vec4f()), base > large);
  y = select(y, select(vec4f(), 1.0 / base, b < vec4f()), base == vec4f());
  let outwards = (base > vec4f(1.0)) == (b > vec4f());
  y = select(y, select(vec4f(), abs(b), outwards), abs(b) > large);
  y = select(y, vec4f(1.0), (base == vec4f(1.0)) & (abs(b) > large));
  let negative = bitcast<vec4i>(a) < vec4i();
  y = select(y, -y, negative & odd);
  y = select(y, vec4f(p.nan), (a < vec4f()) & !integer & (base <= large));
  y = select(y, vec4f(p.nan), isNan(a) | isNan(b));
  return select(y, vec4f(1.0), (b == vec4f()) | (a == vec4f(1.0)));
}

// The logarithm, -inf of 0 and NaN below.
fn logOf(v: vec4f) -> vec4f {
  let parts = log2Of(v);
  let finite = select((parts.large + parts.small) * 0.693147181, v, v > vec4f(3.4028234e38));
  return select(select(finite, -1.0 / abs(v), v == vec4f()), vec4f(p.nan), (v < vec4f()) | isNan(v));
}

fn f(a: vec4f, b: vec4f, dy: vec4f) -> vec4f {
  switch F {
    case 0u: { return select(select(b, a, (a > b) | isNan(a)), b, isNan(b)); }
    case 1u: { return select(select(b, a, (a < b) | isNan(a)), b, isNan(b)); }
    case 2u: { return powerOf(a, b); }
    case 3u: { return select(select(dy, 0.5 * dy, a == b), vec4f(), a < b); }
    case 4u: { return select(select(dy, 0.5 * dy, a == b), vec4f(), a > b); }
    case 5u: { return select(dy * (b * powerOf(a, b - 1.0)), vec4f(), b == vec4f()); }
    default: { return dy * select(powerOf(a, b) * logOf(a), vec4f(), (a == vec4f()) & (b >= vec4f())); }
  }
}

fn map(at: u32, a: vec4f, b: vec4f, dy: vec4f) -> vec4f {
  return f(select(a, vec4f(p.number), NUMBER == 1u), select(b, vec4f(p.number), NUMBER == 2u), dy);
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if 4u * i >= p.size { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(a[i]), vec4f(b[i]), vec4f(dy[i]))));
}
