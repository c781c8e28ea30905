// dx of a cross-correlation with windows of R x S <= 5x5, of stride 2, in groups. A team of four invocations makes 8x8
// pixels, each of it of a channel of its own: it loads every row of cotangents once and hands it round. Even rows and
// columns (the padding counted in) meet the even taps alone, odd ones the odd: each kind is summed apart.
//   dy: [N, K, P, Q]   weight: [K, CG, R, S]   dx: [N, C, H, W]

enable subgroups;
alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: u32, left: u32,
  cg: u32, kg: u32, // channels and filters of one group
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> weight: array<real>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> d: Params;

override R: u32 = 3;
override S: u32 = 3;
const WORKGROUP_SIZE = 32u;

/** Cotangents of a row: where the first two taps take four pairs of columns, where the next two do, and the last. */
struct Row { a: vec4f, b: vec4f, c: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: f32 }
/** A pair of rows of dx: even and odd columns of the even row, then of the odd row. */
struct Pair { ee: vec4f, eo: vec4f, oe: vec4f, oo: vec4f }

fn loadTaps(first: u32, r: u32) -> Taps {
  var taps: Taps;
  if (r >= R) { return taps; }
  let at = first + r * S;
  taps.a.x = f32(weight[at]);
  if (S > 1u) { taps.a.y = f32(weight[at + 1u]); }
  if (S > 2u) { taps.a.z = f32(weight[at + 2u]); }
  if (S > 3u) { taps.a.w = f32(weight[at + 3u]); }
  if (S > 4u) { taps.b = f32(weight[at + 4u]); }
  return taps;
}

/** A cotangent, 0 outside of its row; both sides wrap to numbers beyond its end. */
fn load(row: u32, q: u32, inside: bool) -> f32 {
  let there = inside & (q < d.q);
  return select(0.0, f32(dy[select(0u, row + q, there)]), there);
}

fn loadRow(image: u32, p: u32, q: u32, lane: u32) -> Row {
  let inside = p < d.p;
  let at = image + p * d.q;
  let v = load(at, q + lane, inside);
  var row: Row;
  row.a = vec4f(quadBroadcast(v, 0u), quadBroadcast(v, 1u), quadBroadcast(v, 2u), quadBroadcast(v, 3u));
  if (S > 2u) {
    let before = load(at, q - 1u - lane, inside);
    row.b = vec4f(quadBroadcast(before, 0u), row.a.xyz);
    if (S > 4u) { row.c = vec4f(quadBroadcast(before, 1u), row.b.xyz); }
  }
  return row;
}

fn evens(sum: vec4f, row: Row, w: Taps) -> vec4f {
  var x = fma(row.a, vec4f(w.a.x), sum);
  if (S > 2u) { x = fma(row.b, vec4f(w.a.z), x); }
  if (S > 4u) { x = fma(row.c, vec4f(w.b), x); }
  return x;
}

fn odds(sum: vec4f, row: Row, w: Taps) -> vec4f {
  var x = sum;
  if (S > 1u) { x = fma(row.a, vec4f(w.a.y), x); }
  if (S > 3u) { x = fma(row.b, vec4f(w.a.w), x); }
  return x;
}

/** Adds what rows r and r + 1 of the window give, as far as it has them. */
fn spread(sum: Pair, row: Row, r: u32, even: Taps, odd: Taps) -> Pair {
  var pair = sum;
  if (r < R) {
    pair.ee = evens(pair.ee, row, even);
    pair.eo = odds(pair.eo, row, even);
  }
  if (r + 1u < R) {
    pair.oe = evens(pair.oe, row, odd);
    pair.oo = odds(pair.oo, row, odd);
  }
  return pair;
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn storeRow(image: u32, h: u32, w: u32, even: vec4f, odd: vec4f) {
  if (h >= d.h) { return; }
  let at = image + h * d.w;
  for (var i = 0u; i < 4u; i++) {
    let column = w + 2u * i;
    if (column < d.w) { dx[at + column] = real(epilogue(at + column, even[i])); }
    if (column + 1u < d.w) { dx[at + column + 1u] = real(epilogue(at + column + 1u, odd[i])); }
  }
}

fn store(image: u32, h: u32, w: u32, pair: Pair) {
  storeRow(image, h, w, pair.ee, pair.eo);
  storeRow(image, h + 1u, w, pair.oe, pair.oo);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  let lane = invocation % 4u;
  let team = (workgroup.x + workgroup.y * workgroups.x) * (WORKGROUP_SIZE / 4u) + local / 4u;
  // Pairs of rows and columns begin where x does, or one before.
  let across = (d.w + d.left % 2u + 7u) / 8u;
  let down = (d.h + d.top % 2u + 7u) / 8u;
  let quads = (d.cg + 3u) / 4u;
  let groups = d.c / d.cg;
  let q = team % across * 4u + d.left / 2u;
  let p = team / across % down * 4u + d.top / 2u;
  let e = team / (across * down) % quads * 4u + lane;
  let g = team / (across * down * quads) % groups;
  let n = team / (across * down * quads * groups);

  var sum0: Pair;
  var sum1: Pair;
  var sum2: Pair;
  var sum3: Pair;
  for (var f = 0u; f < d.kg; f++) {
    let k = g * d.kg + f;
    let first = (k * d.cg + e) * R * S;
    let w0 = loadTaps(first, 0u);
    let w1 = loadTaps(first, 1u);
    let w2 = loadTaps(first, 2u);
    let w3 = loadTaps(first, 3u);
    let w4 = loadTaps(first, 4u);
    let image = (n * d.k + k) * d.p * d.q;
    if (R > 4u) { sum0 = spread(sum0, loadRow(image, p - 2u, q, lane), 4u, w4, Taps()); }
    if (R > 2u) {
      let before = loadRow(image, p - 1u, q, lane);
      sum0 = spread(sum0, before, 2u, w2, w3);
      sum1 = spread(sum1, before, 4u, w4, Taps());
    }
    let row0 = loadRow(image, p, q, lane);
    let row1 = loadRow(image, p + 1u, q, lane);
    let row2 = loadRow(image, p + 2u, q, lane);
    let row3 = loadRow(image, p + 3u, q, lane);
    sum0 = spread(sum0, row0, 0u, w0, w1);
    sum1 = spread(spread(sum1, row0, 2u, w2, w3), row1, 0u, w0, w1);
    sum2 = spread(spread(spread(sum2, row0, 4u, w4, Taps()), row1, 2u, w2, w3), row2, 0u, w0, w1);
    sum3 = spread(spread(spread(sum3, row1, 4u, w4, Taps()), row2, 2u, w2, w3), row3, 0u, w0, w1);
  }
  if (n >= d.n || e >= d.cg) { return; }
  let image = (n * d.c + g * d.cg + e) * d.h * d.w;
  let h = 2u * p - d.top; // wraps below zero
  let w = 2u * q - d.left;
  store(image, h, w, sum0);
  store(image, h + 2u, w, sum1);
  store(image, h + 4u, w, sum2);
  store(image, h + 6u, w, sum3);
}
