// Part of dweight of a 3x3 cross-correlation of stride 1 or 2, for software adapters: the sums over some of the tiles
// of 4x4 pixels, which the next launch adds up. Four invocations make a team, each with a filter of its own, for two
// channels: they load the inputs under a tile once, a quarter each, and hand them round.
//   dy: [N, K, P, Q]   x: [N, C, H, W]   partial: [CHUNKS, K, C, 3, 3]

enable subgroups;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32, chunks: u32, length: u32,
}

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;
@group(0) @binding(3) var<uniform> d: Params;

override STRIDE: i32 = 1;
const WORKGROUP_SIZE = 32u;

/** Nine taps, a row each. */
struct Taps { w0: vec3f, w1: vec3f, w2: vec3f }
/** A row of inputs as the left, middle and right column of the window sees it. */
struct Row { left: vec4f, middle: vec4f, right: vec4f }

/** An input of one channel, 0 outside of the image. */
fn load(image: u32, h: i32, w: i32) -> f32 {
  let inside = (u32(h) < d.h) & (u32(w) < d.w); // not &&: branches are slow to compile and to run
  return select(0.0, x[select(0u, image + u32(h) * d.w + u32(w), inside)], inside);
}

/** The inputs of a row that four pixels meet: six of them, or nine. */
fn loadRow(image: u32, h: i32, w: i32, lane: i32) -> Row {
  let a = load(image, h, w + lane);
  let b = load(image, h, w + lane + 4);
  let a0 = quadBroadcast(a, 0u);
  let a1 = quadBroadcast(a, 1u);
  let a2 = quadBroadcast(a, 2u);
  let a3 = quadBroadcast(a, 3u);
  let b0 = quadBroadcast(b, 0u);
  let b1 = quadBroadcast(b, 1u);
  if (STRIDE == 1) { return Row(vec4f(a0, a1, a2, a3), vec4f(a1, a2, a3, b0), vec4f(a2, a3, b0, b1)); }
  let b2 = quadBroadcast(b, 2u);
  let b3 = quadBroadcast(b, 3u);
  return Row(vec4f(a0, a2, b0, b2), vec4f(a1, a3, b1, b3), vec4f(a2, b0, b2, load(image, h, w + 8)));
}

fn correlate(sum: vec3f, row: Row, g: vec4f) -> vec3f {
  return sum + vec3f(dot(row.left, g), dot(row.middle, g), dot(row.right, g));
}

/** Adds what four rows of cotangents give to the taps of one channel. */
fn tile(sum: Taps, image: u32, h: i32, w: i32, lane: i32, g: array<vec4f, 4>) -> Taps {
  var taps = sum;
  if (STRIDE == 1) {
    let row0 = loadRow(image, h, w, lane);
    let row1 = loadRow(image, h + 1, w, lane);
    let row2 = loadRow(image, h + 2, w, lane);
    let row3 = loadRow(image, h + 3, w, lane);
    let row4 = loadRow(image, h + 4, w, lane);
    let row5 = loadRow(image, h + 5, w, lane);
    taps.w0 = correlate(correlate(correlate(correlate(taps.w0, row0, g[0]), row1, g[1]), row2, g[2]), row3, g[3]);
    taps.w1 = correlate(correlate(correlate(correlate(taps.w1, row1, g[0]), row2, g[1]), row3, g[2]), row4, g[3]);
    taps.w2 = correlate(correlate(correlate(correlate(taps.w2, row2, g[0]), row3, g[1]), row4, g[2]), row5, g[3]);
    return taps;
  }
  let row0 = loadRow(image, h, w, lane);
  let row1 = loadRow(image, h + 1, w, lane);
  let row2 = loadRow(image, h + 2, w, lane);
  let row3 = loadRow(image, h + 3, w, lane);
  let row4 = loadRow(image, h + 4, w, lane);
  let row5 = loadRow(image, h + 5, w, lane);
  let row6 = loadRow(image, h + 6, w, lane);
  let row7 = loadRow(image, h + 7, w, lane);
  let row8 = loadRow(image, h + 8, w, lane);
  taps.w0 = correlate(correlate(correlate(correlate(taps.w0, row0, g[0]), row2, g[1]), row4, g[2]), row6, g[3]);
  taps.w1 = correlate(correlate(correlate(correlate(taps.w1, row1, g[0]), row3, g[1]), row5, g[2]), row7, g[3]);
  taps.w2 = correlate(correlate(correlate(correlate(taps.w2, row2, g[0]), row4, g[1]), row6, g[2]), row8, g[3]);
  return taps;
}

/** Four cotangents of a row of this invocation's filter, 0 beyond the image. */
fn cotangents(plane: u32, p: u32, q: u32) -> vec4f {
  let at = plane + p * d.q + q;
  let inside = vec4<bool>(q < d.q, q + 1u < d.q, q + 2u < d.q, q + 3u < d.q);
  let row = vec4f(dy[at], dy[at + 1u], dy[at + 2u], dy[at + 3u]);
  return select(vec4f(), row, inside & vec4<bool>(p < d.p));
}

fn store(chunk: u32, k: u32, c: u32, sum: Taps) {
  if (chunk >= d.chunks || k >= d.k || c >= d.c) { return; }
  let at = ((chunk * d.k + k) * d.c + c) * 9u;
  for (var s = 0u; s < 3u; s++) {
    partial[at + s] = sum.w0[s];
    partial[at + 3u + s] = sum.w1[s];
    partial[at + 6u + s] = sum.w2[s];
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  let lane = invocation % 4u;
  let team = (group.x + group.y * groups.x) * (WORKGROUP_SIZE / 4u) + local / 4u;
  let filters = (d.k + 3u) / 4u;
  let pairs = (d.c + 1u) / 2u;
  let k = team % filters * 4u + lane;
  let c = team / filters % pairs * 2u;
  let chunk = team / (filters * pairs);
  let across = (d.q + 3u) / 4u;
  let tiles = across * ((d.p + 3u) / 4u);

  var sum0: Taps;
  var sum1: Taps;
  // The same number of turns for every team: those who share a subgroup stay together.
  for (var i = 0u; i < d.length; i++) {
    let at = chunk * d.length + i;
    let n = at / tiles;
    let q = at % tiles % across * 4u;
    let p = at % tiles / across * 4u;
    // Beyond the last image nothing is inside: every input and every cotangent is 0.
    let h = select(i32(p) * STRIDE - d.top, i32(d.h), n >= d.n);
    let w = i32(q) * STRIDE - d.left;
    let plane = (n * d.k + k) * d.p * d.q;
    var g = array(
      cotangents(plane, p, q),
      cotangents(plane, p + 1u, q),
      cotangents(plane, p + 2u, q),
      cotangents(plane, p + 3u, q),
    );
    if (n >= d.n) { g = array(vec4f(), vec4f(), vec4f(), vec4f()); }
    let image = (n * d.c + c) * d.h * d.w;
    sum0 = tile(sum0, image, h, w, i32(lane), g);
    sum1 = tile(sum1, image + d.h * d.w, h, w, i32(lane), g);
  }
  store(chunk, k, c, sum0);
  store(chunk, k, c + 1u, sum1);
}
