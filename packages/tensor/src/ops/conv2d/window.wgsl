// Cross-correlation with windows of R x S <= 5x5, of stride 1 or 2, in groups: also dx of one of stride 1, with the
// weights turned and of other strides. Four invocations make a team with a tile of 4x4 pixels, each with a filter of its
// own: they load every row of inputs under the tile once, a quarter each, and hand it round. Where stride is 1 the
// pixels of a tile are a dilation apart, and its windows whole again.
//   x: [N, C, H, W]   weight: [K, CG, R, S] by its strides   bias: [K]   y: [N, K, P, Q]

enable subgroups;
alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32,
  step_h: u32, step_w: u32, // dilation where stride is 1, else 1
  cg: u32, kg: u32, // channels and filters of one group
  weight_g: u32, weight_k: u32, weight_c: u32,
}

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> weight: array<real>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> y: array<real>;
@group(0) @binding(4) var<uniform> d: Params;

override R: u32 = 3;
override S: u32 = 3;
override STRIDE: u32 = 1;
override BIAS: bool = true;
override TURNED: bool = false;
const WORKGROUP_SIZE = 32u;

/** Inputs of a row, as many as four windows meet. */
struct Row { a: vec4f, b: vec4f, c: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: f32 }

fn tap(first: u32, r: u32, s: u32) -> f32 {
  let at = r * S + s;
  return f32(weight[first + select(at, R * S - 1u - at, TURNED)]);
}

fn loadTaps(first: u32, r: u32) -> Taps {
  var taps: Taps;
  if (r >= R) { return taps; }
  taps.a.x = tap(first, r, 0u);
  if (S > 1u) { taps.a.y = tap(first, r, 1u); }
  if (S > 2u) { taps.a.z = tap(first, r, 2u); }
  if (S > 3u) { taps.a.w = tap(first, r, 3u); }
  if (S > 4u) { taps.b = tap(first, r, 4u); }
  return taps;
}

/** Four inputs of which this invocation loads one, 0 outside of the row; both sides wrap to numbers beyond its end. */
fn share(row: u32, w: u32, inside: bool) -> vec4f {
  let there = inside & (w < d.w);
  let v = select(0.0, f32(x[select(0u, row + w, there)]), there);
  return vec4f(quadBroadcast(v, 0u), quadBroadcast(v, 1u), quadBroadcast(v, 2u), quadBroadcast(v, 3u));
}

fn loadRow(image: u32, h: u32, w: u32) -> Row {
  let inside = h < d.h;
  let at = image + h * d.w;
  var row: Row;
  row.a = share(at, w, inside);
  if (3u * STRIDE + S > 4u) { row.b = share(at, w + 4u * d.step_w, inside); }
  if (3u * STRIDE + S > 8u) { row.c = share(at, w + 8u * d.step_w, inside); }
  return row;
}

/** Adds what row r of the window gives to four pixels, if it has that many. */
fn meet(sum: vec4f, row: Row, w: Taps, r: u32) -> vec4f {
  var y = sum;
  if (r >= R) { return y; }
  if (STRIDE == 1u) {
    y = fma(row.a, vec4f(w.a.x), y);
    if (S > 1u) { y = fma(vec4f(row.a.yzw, row.b.x), vec4f(w.a.y), y); }
    if (S > 2u) { y = fma(vec4f(row.a.zw, row.b.xy), vec4f(w.a.z), y); }
    if (S > 3u) { y = fma(vec4f(row.a.w, row.b.xyz), vec4f(w.a.w), y); }
    if (S > 4u) { y = fma(row.b, vec4f(w.b), y); }
    return y;
  }
  y = fma(vec4f(row.a.xz, row.b.xz), vec4f(w.a.x), y);
  if (S > 1u) { y = fma(vec4f(row.a.yw, row.b.yw), vec4f(w.a.y), y); }
  if (S > 2u) { y = fma(vec4f(row.a.z, row.b.xz, row.c.x), vec4f(w.a.z), y); }
  if (S > 3u) { y = fma(vec4f(row.a.w, row.b.yw, row.c.y), vec4f(w.a.w), y); }
  if (S > 4u) { y = fma(vec4f(row.b.xz, row.c.xz), vec4f(w.b), y); }
  return y;
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(n: u32, k: u32, p: u32, q: u32, sum: vec4f) {
  if (n >= d.n || k >= d.k || p >= d.p) { return; }
  var sums = sum;
  if (BIAS) { sums += f32(bias[k]); }
  let at = ((n * d.k + k) * d.p + p) * d.q;
  for (var i = 0u; i < 4u; i++) {
    let column = q + i * d.step_w;
    if (column < d.q) { y[at + column] = real(epilogue(at + column, sums[i])); }
  }
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
  let across = (d.q + 4u * d.step_w - 1u) / (4u * d.step_w) * d.step_w;
  let down = (d.p + 4u * d.step_h - 1u) / (4u * d.step_h) * d.step_h;
  let quads = (d.kg + 3u) / 4u;
  let groups = d.k / d.kg;
  let column = team % across;
  let row = team / across % down;
  let q = column / d.step_w * 4u * d.step_w + column % d.step_w;
  let p = row / d.step_h * 4u * d.step_h + row % d.step_h;
  let f = team / (across * down) % quads * 4u + lane;
  let g = team / (across * down * quads) % groups;
  let n = team / (across * down * quads * groups);

  let step = d.step_h;
  let h = p * STRIDE - u32(d.top);
  let w = q * STRIDE - u32(d.left) + lane * d.step_w;
  var sum0: vec4f;
  var sum1: vec4f;
  var sum2: vec4f;
  var sum3: vec4f;
  for (var c = 0u; c < d.cg; c++) {
    let first = g * d.weight_g + f * d.weight_k + c * d.weight_c;
    let w0 = loadTaps(first, 0u);
    let w1 = loadTaps(first, 1u);
    let w2 = loadTaps(first, 2u);
    let w3 = loadTaps(first, 3u);
    let w4 = loadTaps(first, 4u);
    let image = (n * d.c + g * d.cg + c) * d.h * d.w;
    // Row j of inputs is met by row j - STRIDE * i of the window of row i of the tile.
    if (STRIDE == 1u) {
      let row0 = loadRow(image, h, w);
      let row1 = loadRow(image, h + step, w);
      let row2 = loadRow(image, h + 2u * step, w);
      let row3 = loadRow(image, h + 3u * step, w);
      sum0 = meet(meet(meet(meet(sum0, row0, w0, 0u), row1, w1, 1u), row2, w2, 2u), row3, w3, 3u);
      sum1 = meet(meet(meet(sum1, row1, w0, 0u), row2, w1, 1u), row3, w2, 2u);
      sum2 = meet(meet(sum2, row2, w0, 0u), row3, w1, 1u);
      sum3 = meet(sum3, row3, w0, 0u);
      if (R > 1u) {
        let row4 = loadRow(image, h + 4u * step, w);
        sum0 = meet(sum0, row4, w4, 4u);
        sum1 = meet(sum1, row4, w3, 3u);
        sum2 = meet(sum2, row4, w2, 2u);
        sum3 = meet(sum3, row4, w1, 1u);
      }
      if (R > 2u) {
        let row5 = loadRow(image, h + 5u * step, w);
        sum1 = meet(sum1, row5, w4, 4u);
        sum2 = meet(sum2, row5, w3, 3u);
        sum3 = meet(sum3, row5, w2, 2u);
      }
      if (R > 3u) {
        let row6 = loadRow(image, h + 6u * step, w);
        sum2 = meet(sum2, row6, w4, 4u);
        sum3 = meet(sum3, row6, w3, 3u);
      }
      if (R > 4u) { sum3 = meet(sum3, loadRow(image, h + 7u * step, w), w4, 4u); }
    } else {
      let row0 = loadRow(image, h, w);
      let row2 = loadRow(image, h + 2u, w);
      let row4 = loadRow(image, h + 4u, w);
      let row6 = loadRow(image, h + 6u, w);
      sum0 = meet(meet(meet(sum0, row0, w0, 0u), row2, w2, 2u), row4, w4, 4u);
      sum1 = meet(meet(meet(sum1, row2, w0, 0u), row4, w2, 2u), row6, w4, 4u);
      sum2 = meet(meet(sum2, row4, w0, 0u), row6, w2, 2u);
      sum3 = meet(sum3, row6, w0, 0u);
      if (R > 2u) {
        let row8 = loadRow(image, h + 8u, w);
        sum2 = meet(sum2, row8, w4, 4u);
        sum3 = meet(sum3, row8, w2, 2u);
      }
      if (R > 4u) { sum3 = meet(sum3, loadRow(image, h + 10u, w), w4, 4u); }
      if (R > 1u) {
        let row1 = loadRow(image, h + 1u, w);
        let row3 = loadRow(image, h + 3u, w);
        let row5 = loadRow(image, h + 5u, w);
        let row7 = loadRow(image, h + 7u, w);
        sum0 = meet(meet(sum0, row1, w1, 1u), row3, w3, 3u);
        sum1 = meet(meet(sum1, row3, w1, 1u), row5, w3, 3u);
        sum2 = meet(meet(sum2, row5, w1, 1u), row7, w3, 3u);
        sum3 = meet(sum3, row7, w1, 1u);
      }
      if (R > 3u) { sum3 = meet(sum3, loadRow(image, h + 9u, w), w3, 3u); }
    }
  }
  let k = select(d.k, g * d.kg + f, f < d.kg);
  store(n, k, p, q, sum0);
  store(n, k, p + step, q, sum1);
  store(n, k, p + 2u * step, q, sum2);
  store(n, k, p + 3u * step, q, sum3);
}
