// Part of dweight of a cross-correlation with windows of R x S <= 5x5, of stride 1 or 2, in groups: the sums over some of
// the tiles of 4x4 pixels, which the next launch adds up. Four invocations make a team, each with a filter of its own,
// for two channels: they load every row of inputs under a tile once, a quarter each, and hand it round. Where stride is
// 1 the pixels of a tile are a dilation apart.
//   dy: [N, K, P, Q]   x: [N, C, H, W]   partial: [CHUNKS, K, CG, R, S]

enable subgroups;
alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32,
  step_h: u32, step_w: u32, // dilation where stride is 1, else 1
  cg: u32, kg: u32, // channels and filters of one group
  chunks: u32, length: u32, // tiles of a chunk
}

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;
@group(0) @binding(3) var<uniform> d: Params;

override R: u32 = 3;
override S: u32 = 3;
override STRIDE: u32 = 1;
const WORKGROUP_SIZE = 32u;

/** Inputs of a row, as many as four windows meet. */
struct Row { a: vec4f, b: vec4f, c: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: f32 }
struct Window { w0: Taps, w1: Taps, w2: Taps, w3: Taps, w4: Taps }
/** Cotangents of a tile. */
struct Tile { g0: vec4f, g1: vec4f, g2: vec4f, g3: vec4f }

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

/** Four cotangents of a row, 0 beyond its end. */
fn cotangents(plane: u32, p: u32, q: u32, inside: bool) -> vec4f {
  let columns = q + vec4u(0u, 1u, 2u, 3u) * d.step_w;
  let there = (columns < vec4u(d.q)) & vec4<bool>(inside & (p < d.p));
  let at = select(vec4u(), plane + p * d.q + columns, there);
  return select(vec4f(), vec4f(f32(dy[at.x]), f32(dy[at.y]), f32(dy[at.z]), f32(dy[at.w])), there);
}

/** Adds what a row of inputs and one of cotangents give to a row of the window. */
fn meet(sum: Taps, row: Row, g: vec4f) -> Taps {
  var taps = sum;
  if (STRIDE == 1u) {
    taps.a.x += dot(row.a, g);
    if (S > 1u) { taps.a.y += dot(vec4f(row.a.yzw, row.b.x), g); }
    if (S > 2u) { taps.a.z += dot(vec4f(row.a.zw, row.b.xy), g); }
    if (S > 3u) { taps.a.w += dot(vec4f(row.a.w, row.b.xyz), g); }
    if (S > 4u) { taps.b += dot(row.b, g); }
    return taps;
  }
  taps.a.x += dot(vec4f(row.a.xz, row.b.xz), g);
  if (S > 1u) { taps.a.y += dot(vec4f(row.a.yw, row.b.yw), g); }
  if (S > 2u) { taps.a.z += dot(vec4f(row.a.z, row.b.xz, row.c.x), g); }
  if (S > 3u) { taps.a.w += dot(vec4f(row.a.w, row.b.yw, row.c.y), g); }
  if (S > 4u) { taps.b += dot(vec4f(row.b.xz, row.c.xz), g); }
  return taps;
}

/** Adds what four rows of inputs, STRIDE apart, and a tile give to a row of the window. */
fn meetTile(sum: Taps, row0: Row, row1: Row, row2: Row, row3: Row, t: Tile) -> Taps {
  return meet(meet(meet(meet(sum, row0, t.g0), row1, t.g1), row2, t.g2), row3, t.g3);
}

/** Adds what a tile gives to the windows of one channel. */
fn correlate(sum: Window, image: u32, h: u32, w: u32, t: Tile) -> Window {
  var window = sum;
  if (STRIDE == 1u) {
    let step = d.step_h;
    let row0 = loadRow(image, h, w);
    let row1 = loadRow(image, h + step, w);
    let row2 = loadRow(image, h + 2u * step, w);
    let row3 = loadRow(image, h + 3u * step, w);
    window.w0 = meetTile(window.w0, row0, row1, row2, row3, t);
    if (R > 1u) {
      let row4 = loadRow(image, h + 4u * step, w);
      window.w1 = meetTile(window.w1, row1, row2, row3, row4, t);
      if (R > 2u) {
        let row5 = loadRow(image, h + 5u * step, w);
        window.w2 = meetTile(window.w2, row2, row3, row4, row5, t);
        if (R > 3u) {
          let row6 = loadRow(image, h + 6u * step, w);
          window.w3 = meetTile(window.w3, row3, row4, row5, row6, t);
          if (R > 4u) { window.w4 = meetTile(window.w4, row4, row5, row6, loadRow(image, h + 7u * step, w), t); }
        }
      }
    }
    return window;
  }
  let row0 = loadRow(image, h, w);
  let row2 = loadRow(image, h + 2u, w);
  let row4 = loadRow(image, h + 4u, w);
  let row6 = loadRow(image, h + 6u, w);
  window.w0 = meetTile(window.w0, row0, row2, row4, row6, t);
  if (R > 2u) {
    let row8 = loadRow(image, h + 8u, w);
    window.w2 = meetTile(window.w2, row2, row4, row6, row8, t);
    if (R > 4u) { window.w4 = meetTile(window.w4, row4, row6, row8, loadRow(image, h + 10u, w), t); }
  }
  if (R > 1u) {
    let row1 = loadRow(image, h + 1u, w);
    let row3 = loadRow(image, h + 3u, w);
    let row5 = loadRow(image, h + 5u, w);
    let row7 = loadRow(image, h + 7u, w);
    window.w1 = meetTile(window.w1, row1, row3, row5, row7, t);
    if (R > 3u) { window.w3 = meetTile(window.w3, row3, row5, row7, loadRow(image, h + 9u, w), t); }
  }
  return window;
}

fn storeTaps(first: u32, r: u32, taps: Taps) {
  if (r >= R) { return; }
  let at = first + r * S;
  partial[at] = taps.a.x;
  if (S > 1u) { partial[at + 1u] = taps.a.y; }
  if (S > 2u) { partial[at + 2u] = taps.a.z; }
  if (S > 3u) { partial[at + 3u] = taps.a.w; }
  if (S > 4u) { partial[at + 4u] = taps.b; }
}

fn store(chunk: u32, k: u32, c: u32, window: Window) {
  if (chunk >= d.chunks || k >= d.k || c >= d.cg) { return; }
  let first = ((chunk * d.k + k) * d.cg + c) * R * S;
  storeTaps(first, 0u, window.w0);
  storeTaps(first, 1u, window.w1);
  storeTaps(first, 2u, window.w2);
  storeTaps(first, 3u, window.w3);
  storeTaps(first, 4u, window.w4);
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
  let quads = (d.kg + 3u) / 4u;
  let pairs = (d.cg + 1u) / 2u;
  let groups = d.k / d.kg;
  let f = team % quads * 4u + lane;
  let c = team / quads % pairs * 2u;
  let g = team / (quads * pairs) % groups;
  let chunk = team / (quads * pairs * groups);
  let k = select(d.k, g * d.kg + f, f < d.kg);
  let across = (d.q + 4u * d.step_w - 1u) / (4u * d.step_w) * d.step_w;
  let down = (d.p + 4u * d.step_h - 1u) / (4u * d.step_h) * d.step_h;

  var sum0: Window;
  var sum1: Window;
  // The same number of turns for every team: those who share a subgroup stay together.
  for (var i = 0u; i < d.length; i++) {
    let tile = chunk * d.length + i;
    let n = tile / (across * down);
    let column = tile % across;
    let row = tile / across % down;
    let q = column / d.step_w * 4u * d.step_w + column % d.step_w;
    let p = row / d.step_h * 4u * d.step_h + row % d.step_h;
    // Beyond the last image nothing is inside: every input and every cotangent is 0.
    let inside = n < d.n;
    let h = select(d.h, p * STRIDE - u32(d.top), inside);
    let w = q * STRIDE - u32(d.left) + lane * d.step_w;
    let plane = (n * d.k + k) * d.p * d.q;
    let t = Tile(
      cotangents(plane, p, q, inside),
      cotangents(plane, p + d.step_h, q, inside),
      cotangents(plane, p + 2u * d.step_h, q, inside),
      cotangents(plane, p + 3u * d.step_h, q, inside),
    );
    let image = (n * d.c + g * d.cg + c) * d.h * d.w;
    sum0 = correlate(sum0, image, h, w, t);
    sum1 = correlate(sum1, image + d.h * d.w, h, w, t);
  }
  store(chunk, k, c, sum0);
  store(chunk, k, c + 1u, sum1);
}
