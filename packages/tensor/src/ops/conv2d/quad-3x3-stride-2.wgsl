// 3x3 cross-correlation of stride 2, for software adapters: as quad-3x3.wgsl, with 9x9 inputs under 4x4 pixels.
//   x: [N, C, H, W]   weight: [K, C, 3, 3]   bias: [K]   y: [N, K, P, Q]

enable subgroups;

struct Params { n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> d: Params;

override BIAS: bool = true;
const WORKGROUP_SIZE = 32u;

/** A row of nine inputs as the left, middle and right column of the window sees it. */
struct Row { left: vec4f, middle: vec4f, right: vec4f }

/** A row whose first eight inputs the team holds in two values each, and the ninth in `last`. */
fn share(a: f32, b: f32, last: f32) -> Row {
  let a2 = quadBroadcast(a, 2u);
  let b0 = quadBroadcast(b, 0u);
  let b2 = quadBroadcast(b, 2u);
  return Row(
    vec4f(quadBroadcast(a, 0u), a2, b0, b2),
    vec4f(quadBroadcast(a, 1u), quadBroadcast(a, 3u), quadBroadcast(b, 1u), quadBroadcast(b, 3u)),
    vec4f(a2, b0, b2, last),
  );
}

fn convolve(sum: vec4f, row: Row, w: vec3f) -> vec4f {
  return fma(row.right, vec4f(w.z), fma(row.middle, vec4f(w.y), fma(row.left, vec4f(w.x), sum)));
}

/** An input of one channel, 0 outside of the image. */
fn load(image: u32, h: i32, w: i32) -> f32 {
  let inside = (u32(h) < d.h) & (u32(w) < d.w); // not &&: branches are slow to compile and to run
  return select(0.0, x[select(0u, image + u32(h) * d.w + u32(w), inside)], inside);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(n: u32, k: u32, p: u32, q: u32, row: vec4f) {
  if (n >= d.n || k >= d.k || p >= d.p) { return; }
  let at = ((n * d.k + k) * d.p + p) * d.q + q;
  var sums = row;
  if (BIAS) { sums += bias[k]; }
  y[at] = epilogue(at, sums.x);
  if (q + 1u < d.q) { y[at + 1u] = epilogue(at + 1u, sums.y); }
  if (q + 2u < d.q) { y[at + 2u] = epilogue(at + 2u, sums.z); }
  if (q + 3u < d.q) { y[at + 3u] = epilogue(at + 3u, sums.w); }
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
  let across = (d.q + 3u) / 4u;
  let down = (d.p + 3u) / 4u;
  let filters = (d.k + 3u) / 4u;
  let q = team % across * 4u;
  let p = team / across % down * 4u;
  let k = team / (across * down) % filters * 4u + lane;
  let n = team / (across * down * filters);

  let h = 2 * i32(p) - d.top;
  let w = 2 * i32(q) - d.left;
  let mine = w + i32(lane);
  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var c = 0u; c < d.c; c++) {
    let image = (n * d.c + c) * d.h * d.w;
    let last0 = load(image, h + i32(lane), w + 8);
    let last4 = load(image, h + 4 + i32(lane), w + 8);
    let last8 = load(image, h + 8, w + 8);
    let row0 = share(load(image, h, mine), load(image, h, mine + 4), quadBroadcast(last0, 0u));
    let row1 = share(load(image, h + 1, mine), load(image, h + 1, mine + 4), quadBroadcast(last0, 1u));
    let row2 = share(load(image, h + 2, mine), load(image, h + 2, mine + 4), quadBroadcast(last0, 2u));
    let row3 = share(load(image, h + 3, mine), load(image, h + 3, mine + 4), quadBroadcast(last0, 3u));
    let row4 = share(load(image, h + 4, mine), load(image, h + 4, mine + 4), quadBroadcast(last4, 0u));
    let row5 = share(load(image, h + 5, mine), load(image, h + 5, mine + 4), quadBroadcast(last4, 1u));
    let row6 = share(load(image, h + 6, mine), load(image, h + 6, mine + 4), quadBroadcast(last4, 2u));
    let row7 = share(load(image, h + 7, mine), load(image, h + 7, mine + 4), quadBroadcast(last4, 3u));
    let row8 = share(load(image, h + 8, mine), load(image, h + 8, mine + 4), last8);

    let tap = (k * d.c + c) * 9u;
    let w0 = vec3f(weight[tap], weight[tap + 1u], weight[tap + 2u]);
    let w1 = vec3f(weight[tap + 3u], weight[tap + 4u], weight[tap + 5u]);
    let w2 = vec3f(weight[tap + 6u], weight[tap + 7u], weight[tap + 8u]);
    sum0 = convolve(convolve(convolve(sum0, row0, w0), row1, w1), row2, w2);
    sum1 = convolve(convolve(convolve(sum1, row2, w0), row3, w1), row4, w2);
    sum2 = convolve(convolve(convolve(sum2, row4, w0), row5, w1), row6, w2);
    sum3 = convolve(convolve(convolve(sum3, row6, w0), row7, w1), row8, w2);
  }
  store(n, k, p, q, sum0);
  store(n, k, p + 1u, q, sum1);
  store(n, k, p + 2u, q, sum2);
  store(n, k, p + 3u, q, sum3);
}
