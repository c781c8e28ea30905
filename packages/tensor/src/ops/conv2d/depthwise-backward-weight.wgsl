// Part of dweight of a cross-correlation of planes with windows of R x S <= 7x7, of stride 1 or 2: the sums over some of
// the tiles, which the next launch adds up. A tile is a strip four pixels wide, down which an invocation goes with the
// cotangents of the rows that the window reaches in registers. Where stride is 1 its pixels are a dilation apart.
//   dy: [N, K, P, Q]   x: [N, K / KG, H, W]   partial: [CHUNKS, K, R, S]

alias real = f32;

struct Params {
  n: u32, k: u32, kg: u32, h: u32, w: u32, p: u32, q: u32, top: i32, left: i32,
  step_h: u32, step_w: u32, // dilation where stride is 1, else 1
  rows: u32, // of a tile
  chunks: u32, length: u32, // tiles of a chunk
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;
@group(0) @binding(3) var<uniform> d: Params;

override R: u32 = 3;
override S: u32 = 3;
override STRIDE: u32 = 1;
override WORKGROUP_SIZE: u32 = 64;

/** Inputs of a row, as many as four windows meet. */
struct Row { a: vec4f, b: vec4f, c: vec4f, d: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: vec4f }

/** An input, 0 outside of its row; both sides wrap to numbers beyond its end. */
fn load(row: u32, w: u32, inside: bool) -> f32 {
  let there = inside & (w < d.w);
  return select(0.0, f32(x[select(0u, row + w, there)]), there);
}

fn loadRow(plane: u32, h: u32, w: u32) -> Row {
  let inside = h < d.h;
  let at = plane + h * d.w;
  let step = d.step_w;
  let count = 3u * STRIDE + S;
  var row: Row;
  row.a = vec4f(
    load(at, w, inside), load(at, w + step, inside), load(at, w + 2u * step, inside), load(at, w + 3u * step, inside),
  );
  if (count > 4u) { row.b.x = load(at, w + 4u * step, inside); }
  if (count > 5u) { row.b.y = load(at, w + 5u * step, inside); }
  if (count > 6u) { row.b.z = load(at, w + 6u * step, inside); }
  if (count > 7u) { row.b.w = load(at, w + 7u * step, inside); }
  if (count > 8u) { row.c.x = load(at, w + 8u * step, inside); }
  if (count > 9u) { row.c.y = load(at, w + 9u * step, inside); }
  if (count > 10u) { row.c.z = load(at, w + 10u * step, inside); }
  if (count > 11u) { row.c.w = load(at, w + 11u * step, inside); }
  if (count > 12u) { row.d.x = load(at, w + 12u * step, inside); }
  return row;
}

/** Four cotangents of a row, 0 beyond its end. */
fn cotangents(plane: u32, p: u32, q: u32, inside: bool) -> vec4f {
  let columns = q + vec4u(0u, 1u, 2u, 3u) * d.step_w;
  let there = (columns < vec4u(d.q)) & vec4<bool>(inside & (p < d.p));
  let at = select(vec4u(), (plane * d.p + p) * d.q + columns, there);
  return select(vec4f(), vec4f(f32(dy[at.x]), f32(dy[at.y]), f32(dy[at.z]), f32(dy[at.w])), there);
}

/** Adds what a row of inputs and one of cotangents give to row r of the window, if it has that many. */
fn correlate(sum: Taps, row: Row, g: vec4f, r: u32) -> Taps {
  var taps = sum;
  if (r >= R) { return taps; }
  if (STRIDE == 1u) {
    taps.a.x += dot(row.a, g);
    if (S > 1u) { taps.a.y += dot(vec4f(row.a.yzw, row.b.x), g); }
    if (S > 2u) { taps.a.z += dot(vec4f(row.a.zw, row.b.xy), g); }
    if (S > 3u) { taps.a.w += dot(vec4f(row.a.w, row.b.xyz), g); }
    if (S > 4u) { taps.b.x += dot(row.b, g); }
    if (S > 5u) { taps.b.y += dot(vec4f(row.b.yzw, row.c.x), g); }
    if (S > 6u) { taps.b.z += dot(vec4f(row.b.zw, row.c.xy), g); }
    return taps;
  }
  taps.a.x += dot(vec4f(row.a.xz, row.b.xz), g);
  if (S > 1u) { taps.a.y += dot(vec4f(row.a.yw, row.b.yw), g); }
  if (S > 2u) { taps.a.z += dot(vec4f(row.a.z, row.b.xz, row.c.x), g); }
  if (S > 3u) { taps.a.w += dot(vec4f(row.a.w, row.b.yw, row.c.y), g); }
  if (S > 4u) { taps.b.x += dot(vec4f(row.b.xz, row.c.xz), g); }
  if (S > 5u) { taps.b.y += dot(vec4f(row.b.yw, row.c.yw), g); }
  if (S > 6u) { taps.b.z += dot(vec4f(row.b.z, row.c.xz, row.d.x), g); }
  return taps;
}

fn store(first: u32, r: u32, sum: Taps) {
  if (r >= R) { return; }
  let at = first + r * S;
  partial[at] = sum.a.x;
  if (S > 1u) { partial[at + 1u] = sum.a.y; }
  if (S > 2u) { partial[at + 2u] = sum.a.z; }
  if (S > 3u) { partial[at + 3u] = sum.a.w; }
  if (S > 4u) { partial[at + 4u] = sum.b.x; }
  if (S > 5u) { partial[at + 5u] = sum.b.y; }
  if (S > 6u) { partial[at + 6u] = sum.b.z; }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.chunks * d.k) { return; }
  let k = i % d.k;
  let chunk = i / d.k;
  let across = (d.q + 4u * d.step_w - 1u) / (4u * d.step_w) * d.step_w;
  let down = (d.p + d.rows * d.step_h - 1u) / (d.rows * d.step_h) * d.step_h;

  var sum0: Taps;
  var sum1: Taps;
  var sum2: Taps;
  var sum3: Taps;
  var sum4: Taps;
  var sum5: Taps;
  var sum6: Taps;
  let late = (R - 1u) / STRIDE;
  for (var tile = chunk * d.length; tile < min((chunk + 1u) * d.length, d.n * across * down); tile++) {
    let strip = tile % across;
    let segment = tile / across % down;
    let q = strip / d.step_w * 4u * d.step_w + strip % d.step_w;
    let p = segment / d.step_h * d.rows * d.step_h + segment % d.step_h;
    let plane = tile / (across * down) * d.k + k;
    let image = plane / d.kg * d.h * d.w;
    let w = q * STRIDE - u32(d.left);
    var h = p * STRIDE - u32(d.top);
    // Cotangents of the row that a row of inputs meets with row 0 of the window, and of those before.
    var g0: vec4f;
    var g1: vec4f;
    var g2: vec4f;
    var g3: vec4f;
    var g4: vec4f;
    var g5: vec4f;
    var g6: vec4f;
    for (var j = 0u; j < d.rows + late; j++) {
      g6 = g5;
      g5 = g4;
      g4 = g3;
      g3 = g2;
      g2 = g1;
      g1 = g0;
      g0 = cotangents(plane, p + j * d.step_h, q, j < d.rows);
      let row = loadRow(image, h, w);
      h += d.step_h;
      sum0 = correlate(sum0, row, g0, 0u);
      if (STRIDE == 1u) {
        sum1 = correlate(sum1, row, g1, 1u);
        sum2 = correlate(sum2, row, g2, 2u);
        sum3 = correlate(sum3, row, g3, 3u);
        sum4 = correlate(sum4, row, g4, 4u);
        sum5 = correlate(sum5, row, g5, 5u);
        sum6 = correlate(sum6, row, g6, 6u);
      } else {
        let odd = loadRow(image, h, w);
        h += 1u;
        sum1 = correlate(sum1, odd, g0, 1u);
        sum2 = correlate(sum2, row, g1, 2u);
        sum3 = correlate(sum3, odd, g1, 3u);
        sum4 = correlate(sum4, row, g2, 4u);
        sum5 = correlate(sum5, odd, g2, 5u);
        sum6 = correlate(sum6, row, g3, 6u);
      }
    }
  }
  let first = i * R * S;
  store(first, 0u, sum0);
  store(first, 1u, sum1);
  store(first, 2u, sum2);
  store(first, 3u, sum3);
  store(first, 4u, sum4);
  store(first, 5u, sum5);
  store(first, 6u, sum6);
}
