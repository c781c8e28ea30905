// dx of a cross-correlation of planes with windows of R x S <= 7x7, of stride 2. Even rows and columns of x, the padding
// counted in, meet the even taps alone, odd ones the odd: an invocation goes down a strip of four pairs of columns, with
// the sums of the pairs of rows that the window reaches in registers.
//   dy: [planes, P, Q]   weight: [C, R, S]   dx: [planes, H, W]   planes = N C

alias real = f32;

struct Params {
  planes: u32, c: u32, h: u32, w: u32, p: u32, q: u32, top: u32, left: u32,
  length: u32, // pairs of rows of a strip
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> weight: array<real>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> d: Params;

override R: u32 = 3;
override S: u32 = 3;
override WORKGROUP_SIZE: u32 = 64;

/** Cotangents of a row: those that the first two taps take four pairs of columns to, and the next two, and so on. */
struct Row { a: vec4f, b: vec4f, c: vec4f, d: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: vec4f }
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
  if (S > 4u) { taps.b.x = f32(weight[at + 4u]); }
  if (S > 5u) { taps.b.y = f32(weight[at + 5u]); }
  if (S > 6u) { taps.b.z = f32(weight[at + 6u]); }
  return taps;
}

/** A cotangent, 0 outside of its row; both sides wrap to numbers beyond its end. */
fn load(row: u32, q: u32, inside: bool) -> f32 {
  let there = inside & (q < d.q);
  return select(0.0, f32(dy[select(0u, row + q, there)]), there);
}

fn loadRow(plane: u32, p: u32, q: u32) -> Row {
  let inside = p < d.p;
  let at = (plane * d.p + p) * d.q;
  var row: Row;
  row.a = vec4f(load(at, q, inside), load(at, q + 1u, inside), load(at, q + 2u, inside), load(at, q + 3u, inside));
  if (S > 2u) { row.b = vec4f(load(at, q - 1u, inside), row.a.xyz); }
  if (S > 4u) { row.c = vec4f(load(at, q - 2u, inside), row.b.xyz); }
  if (S > 6u) { row.d = vec4f(load(at, q - 3u, inside), row.c.xyz); }
  return row;
}

fn evens(sum: vec4f, row: Row, w: Taps) -> vec4f {
  var x = fma(row.a, vec4f(w.a.x), sum);
  if (S > 2u) { x = fma(row.b, vec4f(w.a.z), x); }
  if (S > 4u) { x = fma(row.c, vec4f(w.b.x), x); }
  if (S > 6u) { x = fma(row.d, vec4f(w.b.z), x); }
  return x;
}

fn odds(sum: vec4f, row: Row, w: Taps) -> vec4f {
  var x = sum;
  if (S > 1u) { x = fma(row.a, vec4f(w.a.y), x); }
  if (S > 3u) { x = fma(row.b, vec4f(w.a.w), x); }
  if (S > 5u) { x = fma(row.c, vec4f(w.b.y), x); }
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

fn store(plane: u32, h: u32, w: u32, even: vec4f, odd: vec4f) {
  if (h >= d.h) { return; }
  let at = (plane * d.h + h) * d.w;
  for (var i = 0u; i < 4u; i++) {
    let column = w + 2u * i;
    if (column < d.w) { dx[at + column] = real(epilogue(at + column, even[i])); }
    if (column + 1u < d.w) { dx[at + column + 1u] = real(epilogue(at + column + 1u, odd[i])); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  // Pairs of rows and columns begin where x does, or one before.
  let pairs_h = (d.h + d.top % 2u + 1u) / 2u;
  let pairs_w = (d.w + d.left % 2u + 1u) / 2u;
  let across = (pairs_w + 3u) / 4u;
  let down = (pairs_h + d.length - 1u) / d.length;
  let plane = i / (across * down);
  if (plane >= d.planes) { return; }
  let q = i % across * 4u + d.left / 2u;
  let p = i / across % down * d.length + d.top / 2u;

  let first = plane % d.c * R * S;
  let w0 = loadTaps(first, 0u);
  let w1 = loadTaps(first, 1u);
  let w2 = loadTaps(first, 2u);
  let w3 = loadTaps(first, 3u);
  let w4 = loadTaps(first, 4u);
  let w5 = loadTaps(first, 5u);
  let w6 = loadTaps(first, 6u);
  let w = 2u * q - d.left; // wraps below zero

  // A row of cotangents goes to every pair of rows of the window, each for another pair of rows of dx: a sum begins with
  // the last pair of the window, moves down from pair to pair, and is done with the first.
  var sum0: Pair;
  var sum1: Pair;
  var sum2: Pair;
  let late = (R - 1u) / 2u;
  for (var j = 0u; j < d.length + late; j++) {
    let row = loadRow(plane, p + j - late, q);
    let done = spread(sum0, row, 0u, w0, w1);
    sum0 = spread(sum1, row, 2u, w2, w3);
    sum1 = spread(sum2, row, 4u, w4, w5);
    sum2 = spread(Pair(), row, 6u, w6, Taps());
    if (j < late) { continue; }
    let h = 2u * (p + j - late) - d.top;
    store(plane, h, w, done.ee, done.eo);
    store(plane, h + 1u, w, done.oe, done.oo);
  }
}
