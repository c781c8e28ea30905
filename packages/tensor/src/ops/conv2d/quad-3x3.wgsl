// 3x3 cross-correlation of stride 1, for software adapters: also dx of one, with the weights transposed and turned.
// Four invocations make a team with a tile of 4x4 pixels, each with a filter of its own: they load the 6x6 inputs
// under the tile once, a quarter each, and hand them round. Nothing costs there as much as a load.
//   x: [N, C, H, W]   weight: [K, C, 3, 3] by its strides   bias: [K]   y: [N, K, P, Q]

enable subgroups;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, top: i32, left: i32, weight_k: u32, weight_c: u32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> d: Params;

override BIAS: bool = true;
override TURNED: bool = false;
const WORKGROUP_SIZE = 32u;

/** A row of six inputs as the left, middle and right column of the window sees it. */
struct Row { left: vec4f, middle: vec4f, right: vec4f }
struct Rows { upper: Row, lower: Row }

/** Two rows of inputs, which the team holds in three values each. */
fn share(a: f32, b: f32, c: f32) -> Rows {
  let a0 = quadBroadcast(a, 0u);
  let a1 = quadBroadcast(a, 1u);
  let a2 = quadBroadcast(a, 2u);
  let a3 = quadBroadcast(a, 3u);
  let b0 = quadBroadcast(b, 0u);
  let b1 = quadBroadcast(b, 1u);
  let b2 = quadBroadcast(b, 2u);
  let b3 = quadBroadcast(b, 3u);
  let c0 = quadBroadcast(c, 0u);
  let c1 = quadBroadcast(c, 1u);
  let c2 = quadBroadcast(c, 2u);
  let c3 = quadBroadcast(c, 3u);
  return Rows(
    Row(vec4f(a0, a1, a2, a3), vec4f(a1, a2, a3, b0), vec4f(a2, a3, b0, b1)),
    Row(vec4f(b2, b3, c0, c1), vec4f(b3, c0, c1, c2), vec4f(c0, c1, c2, c3)),
  );
}

fn convolve(sum: vec4f, row: Row, w: vec3f) -> vec4f {
  return fma(row.right, vec4f(w.z), fma(row.middle, vec4f(w.y), fma(row.left, vec4f(w.x), sum)));
}

/** Where the i-th input under the tile is in its image, or -1 outside of it. */
fn place(i: u32, h0: i32, w0: i32) -> i32 {
  let h = u32(h0) + i / 6u; // wraps below zero, so one test bounds both sides
  let w = u32(w0) + i % 6u;
  return select(-1, i32(h * d.w + w), (h < d.h) & (w < d.w));
}

fn load(image: u32, at: i32) -> f32 {
  return select(0.0, x[image + u32(max(at, 0))], at >= 0);
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

  let h0 = i32(p) - d.top;
  let w0 = i32(q) - d.left;
  let at0 = place(lane, h0, w0);
  let at1 = place(lane + 4u, h0, w0);
  let at2 = place(lane + 8u, h0, w0);
  let at3 = place(lane + 12u, h0, w0);
  let at4 = place(lane + 16u, h0, w0);
  let at5 = place(lane + 20u, h0, w0);
  let at6 = place(lane + 24u, h0, w0);
  let at7 = place(lane + 28u, h0, w0);
  let at8 = place(lane + 32u, h0, w0);

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var c = 0u; c < d.c; c++) {
    let image = (n * d.c + c) * d.h * d.w;
    let first = share(load(image, at0), load(image, at1), load(image, at2));
    let second = share(load(image, at3), load(image, at4), load(image, at5));
    let third = share(load(image, at6), load(image, at7), load(image, at8));

    let tap = k * d.weight_k + c * d.weight_c;
    var w0 = vec3f(weight[tap], weight[tap + 1u], weight[tap + 2u]);
    var w1 = vec3f(weight[tap + 3u], weight[tap + 4u], weight[tap + 5u]);
    var w2 = vec3f(weight[tap + 6u], weight[tap + 7u], weight[tap + 8u]);
    if (TURNED) {
      let last = w0.zyx;
      w0 = w2.zyx;
      w1 = w1.zyx;
      w2 = last;
    }
    sum0 = convolve(convolve(convolve(sum0, first.upper, w0), first.lower, w1), second.upper, w2);
    sum1 = convolve(convolve(convolve(sum1, first.lower, w0), second.upper, w1), second.lower, w2);
    sum2 = convolve(convolve(convolve(sum2, second.upper, w0), second.lower, w1), third.upper, w2);
    sum3 = convolve(convolve(convolve(sum3, second.lower, w0), third.upper, w1), third.lower, w2);
  }
  store(n, k, p, q, sum0);
  store(n, k, p + 1u, q, sum1);
  store(n, k, p + 2u, q, sum2);
  store(n, k, p + 3u, q, sum3);
}
