// 3x3 cross-correlation of stride 1, for software adapters with subgroups of eight: as quad-3x3.wgsl, in teams of
// eight with a filter each, for tiles of 4x8 pixels. Where the tiles are filled it loads a third less.
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

/** A row of ten inputs as the left, middle and right column of the window sees it, for eight pixels. */
struct Row { left: Eight, middle: Eight, right: Eight }
struct Eight { a: vec4f, b: vec4f }

/** A row whose first eight inputs the team holds in one value each, the last two given. */
fn share(v: f32, c0: f32, c1: f32) -> Row {
  let a0 = subgroupBroadcast(v, 0u);
  let a1 = subgroupBroadcast(v, 1u);
  let a2 = subgroupBroadcast(v, 2u);
  let a3 = subgroupBroadcast(v, 3u);
  let b0 = subgroupBroadcast(v, 4u);
  let b1 = subgroupBroadcast(v, 5u);
  let b2 = subgroupBroadcast(v, 6u);
  let b3 = subgroupBroadcast(v, 7u);
  return Row(
    Eight(vec4f(a0, a1, a2, a3), vec4f(b0, b1, b2, b3)),
    Eight(vec4f(a1, a2, a3, b0), vec4f(b1, b2, b3, c0)),
    Eight(vec4f(a2, a3, b0, b1), vec4f(b2, b3, c0, c1)),
  );
}

fn convolve(sum: Eight, row: Row, w: vec3f) -> Eight {
  return Eight(
    fma(row.right.a, vec4f(w.z), fma(row.middle.a, vec4f(w.y), fma(row.left.a, vec4f(w.x), sum.a))),
    fma(row.right.b, vec4f(w.z), fma(row.middle.b, vec4f(w.y), fma(row.left.b, vec4f(w.x), sum.b))),
  );
}

/** Where an input is in its image, or -1 outside of it. */
fn place(h: u32, w: u32) -> i32 {
  return select(-1, i32(h * d.w + w), (h < d.h) & (w < d.w)); // both wrap below zero: one test for both sides
}

fn load(image: u32, at: i32) -> f32 {
  return select(0.0, x[image + u32(max(at, 0))], at >= 0);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(n: u32, k: u32, p: u32, q: u32, row: Eight) {
  if (n >= d.n || k >= d.k || p >= d.p) { return; }
  let at = ((n * d.k + k) * d.p + p) * d.q + q;
  var sums = row;
  if (BIAS) {
    sums.a += bias[k];
    sums.b += bias[k];
  }
  for (var i = 0u; i < 4u; i++) {
    if (q + i < d.q) { y[at + i] = epilogue(at + i, sums.a[i]); }
    if (q + 4u + i < d.q) { y[at + 4u + i] = epilogue(at + 4u + i, sums.b[i]); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  let lane = invocation % 8u;
  let team = (group.x + group.y * groups.x) * (WORKGROUP_SIZE / 8u) + local / 8u;
  let across = (d.q + 7u) / 8u;
  let down = (d.p + 3u) / 4u;
  let filters = (d.k + 7u) / 8u;
  let q = team % across * 8u;
  let p = team / across % down * 4u;
  let k = team / (across * down) % filters * 8u + lane;
  let n = team / (across * down * filters);

  let h0 = p - u32(d.top);
  let w0 = q - u32(d.left);
  let at0 = place(h0, w0 + lane);
  let at1 = place(h0 + 1u, w0 + lane);
  let at2 = place(h0 + 2u, w0 + lane);
  let at3 = place(h0 + 3u, w0 + lane);
  let at4 = place(h0 + 4u, w0 + lane);
  let at5 = place(h0 + 5u, w0 + lane);
  // The last two columns: of four rows, then of the other two.
  let at6 = place(h0 + lane / 2u, w0 + 8u + lane % 2u);
  let at7 = place(h0 + 4u + lane / 2u, w0 + 8u + lane % 2u);

  var sum0: Eight;
  var sum1: Eight;
  var sum2: Eight;
  var sum3: Eight;
  for (var c = 0u; c < d.c; c++) {
    let image = (n * d.c + c) * d.h * d.w;
    let u = load(image, at6);
    let v = load(image, at7);
    let row0 = share(load(image, at0), subgroupBroadcast(u, 0u), subgroupBroadcast(u, 1u));
    let row1 = share(load(image, at1), subgroupBroadcast(u, 2u), subgroupBroadcast(u, 3u));
    let row2 = share(load(image, at2), subgroupBroadcast(u, 4u), subgroupBroadcast(u, 5u));
    let row3 = share(load(image, at3), subgroupBroadcast(u, 6u), subgroupBroadcast(u, 7u));
    let row4 = share(load(image, at4), subgroupBroadcast(v, 0u), subgroupBroadcast(v, 1u));
    let row5 = share(load(image, at5), subgroupBroadcast(v, 2u), subgroupBroadcast(v, 3u));

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
    sum0 = convolve(convolve(convolve(sum0, row0, w0), row1, w1), row2, w2);
    sum1 = convolve(convolve(convolve(sum1, row1, w0), row2, w1), row3, w2);
    sum2 = convolve(convolve(convolve(sum2, row2, w0), row3, w1), row4, w2);
    sum3 = convolve(convolve(convolve(sum3, row3, w0), row4, w1), row5, w2);
  }
  store(n, k, p, q, sum0);
  store(n, k, p + 1u, q, sum1);
  store(n, k, p + 2u, q, sum2);
  store(n, k, p + 3u, q, sum3);
}
