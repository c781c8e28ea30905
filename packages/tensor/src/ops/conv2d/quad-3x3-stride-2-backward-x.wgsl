// dx of a 3x3 cross-correlation of stride 2, for software adapters. A team of four invocations makes 8x8 pixels, each
// of it of a channel of its own, from 5x5 cotangents that it loads once and hands round. Even rows and columns (the
// padding counted in) meet taps 0 and 2, odd ones tap 1: each kind is summed apart, so no tap is tried in vain.
//   dy: [N, K, P, Q]   weight: [K, C, 3, 3]   dx: [N, C, H, W]

enable subgroups;

struct Params { n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> d: Params;

const WORKGROUP_SIZE = 32u;

/** Five cotangents of a row: the four that tap 0 meets, and the four before them that tap 2 meets. */
struct Row { first: vec4f, second: vec4f }
/** A pair of rows of dx: columns even and odd of the even row, then of the odd row. */
struct Pair { ee: vec4f, eo: vec4f, oe: vec4f, oo: vec4f }
struct Taps { w0: vec3f, w1: vec3f, w2: vec3f }

fn share(a: f32, last: f32) -> Row {
  let a1 = quadBroadcast(a, 1u);
  let a2 = quadBroadcast(a, 2u);
  let a3 = quadBroadcast(a, 3u);
  return Row(vec4f(a1, a2, a3, last), vec4f(quadBroadcast(a, 0u), a1, a2, a3));
}

/** Adds what the row of cotangents of the same place and the one above give to a pair of rows. */
fn spread(sum: Pair, above: Row, row: Row, w: Taps) -> Pair {
  return Pair(
    fma(row.first, vec4f(w.w0.x), fma(row.second, vec4f(w.w0.z),
      fma(above.first, vec4f(w.w2.x), fma(above.second, vec4f(w.w2.z), sum.ee)))),
    fma(row.first, vec4f(w.w0.y), fma(above.first, vec4f(w.w2.y), sum.eo)),
    fma(row.first, vec4f(w.w1.x), fma(row.second, vec4f(w.w1.z), sum.oe)),
    fma(row.first, vec4f(w.w1.y), sum.oo),
  );
}

/** A cotangent of one filter, 0 outside of the image. */
fn load(image: u32, p: i32, q: i32) -> f32 {
  let inside = (u32(p) < d.p) & (u32(q) < d.q); // not &&: branches are slow to compile and to run
  return select(0.0, dy[select(0u, image + u32(p) * d.q + u32(q), inside)], inside);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn storeRow(image: u32, h: i32, w: i32, even: vec4f, odd: vec4f) {
  if (u32(h) >= d.h) { return; }
  for (var i = 0; i < 4; i++) {
    let at = u32(w + 2 * i);
    let row = image + u32(h) * d.w;
    if (at < d.w) { dx[row + at] = epilogue(row + at, even[i]); }
    if (at + 1u < d.w) { dx[row + at + 1u] = epilogue(row + at + 1u, odd[i]); }
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
  let across = (d.w + u32(d.left) + 7u) / 8u;
  let down = (d.h + u32(d.top) + 7u) / 8u;
  let channels = (d.c + 3u) / 4u;
  let q = i32(team % across * 4u) - 1;
  let p = i32(team / across % down * 4u) - 1;
  let c = team / (across * down) % channels * 4u + lane;
  let n = team / (across * down * channels);

  var sum0: Pair;
  var sum1: Pair;
  var sum2: Pair;
  var sum3: Pair;
  for (var k = 0u; k < d.k; k++) {
    let image = (n * d.k + k) * d.p * d.q;
    let mine = q + i32(lane);
    let last = load(image, p + i32(lane), q + 4);
    let row0 = share(load(image, p, mine), quadBroadcast(last, 0u));
    let row1 = share(load(image, p + 1, mine), quadBroadcast(last, 1u));
    let row2 = share(load(image, p + 2, mine), quadBroadcast(last, 2u));
    let row3 = share(load(image, p + 3, mine), quadBroadcast(last, 3u));
    let row4 = share(load(image, p + 4, mine), load(image, p + 4, q + 4));

    let tap = (k * d.c + c) * 9u;
    let w = Taps(
      vec3f(weight[tap], weight[tap + 1u], weight[tap + 2u]),
      vec3f(weight[tap + 3u], weight[tap + 4u], weight[tap + 5u]),
      vec3f(weight[tap + 6u], weight[tap + 7u], weight[tap + 8u]),
    );
    sum0 = spread(sum0, row0, row1, w);
    sum1 = spread(sum1, row1, row2, w);
    sum2 = spread(sum2, row2, row3, w);
    sum3 = spread(sum3, row3, row4, w);
  }
  if (n >= d.n || c >= d.c) { return; }
  let image = (n * d.c + c) * d.h * d.w;
  let h = 2 * (p + 1) - d.top;
  let w = 2 * (q + 1) - d.left;
  storeRow(image, h, w, sum0.ee, sum0.eo);
  storeRow(image, h + 1, w, sum0.oe, sum0.oo);
  storeRow(image, h + 2, w, sum1.ee, sum1.eo);
  storeRow(image, h + 3, w, sum1.oe, sum1.oo);
  storeRow(image, h + 4, w, sum2.ee, sum2.eo);
  storeRow(image, h + 5, w, sum2.oe, sum2.oo);
  storeRow(image, h + 6, w, sum3.ee, sum3.eo);
  storeRow(image, h + 7, w, sum3.oe, sum3.oo);
}
