// out[i, m, n] = sum of left[i, j, m, k] right[i, j, k, n] over k and j, for software adapters. Four invocations make
// a team with a tile of 16x16: each has four columns of its own, and they load the tile's rows once, a quarter each,
// and hand them round. The sum is cut into chunks of (j, k) of which each team takes one: out is [CHUNKS, BATCH, M, N].

enable subgroups;

struct Params {
  m: u32, n: u32, k: u32, left_m: u32, left_k: u32, right_k: u32, right_n: u32,
  batch: u32, kept_left: u32, kept_right: u32, summed_left: u32, summed_right: u32,
  chunks: u32, chunks_of_k: u32, length: u32,
}

@group(0) @binding(0) var<storage, read> left: array<f32>;
@group(0) @binding(1) var<storage, read> right: array<f32>;
@group(0) @binding(2) var<storage, read> bias: array<f32>; // [M]; any tensor where there is none
@group(0) @binding(3) var<storage, read_write> out: array<f32>;
@group(0) @binding(4) var<uniform> d: Params;

override BIAS: bool = false;
const WORKGROUP_SIZE = 32u;

/** Four rows of the tile. */
struct Rows { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

/** Adds the outer product of four rows' values, which invocation `lane` of the team holds, and four columns'. */
fn outer(sum: Rows, a0: f32, a1: f32, a2: f32, a3: f32, b: vec4f) -> Rows {
  return Rows(
    fma(vec4f(a0), b, sum.a),
    fma(vec4f(a1), b, sum.b),
    fma(vec4f(a2), b, sum.c),
    fma(vec4f(a3), b, sum.d),
  );
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(plane: u32, m: u32, n: u32, row: vec4f) {
  if (m >= d.m) { return; }
  var sums = row;
  if (BIAS) { sums += bias[m]; }
  for (var i = 0u; i < min(4u, d.n - min(n, d.n)); i++) {
    let at = plane + m * d.n + n + i;
    out[at] = epilogue(at, sums[i]);
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
  let across = (d.n + 15u) / 16u;
  let down = (d.m + 15u) / 16u;
  let n = team % across * 16u + lane * 4u;
  let m = team / across % down * 16u;
  let i = team / (across * down) % d.batch;
  let chunk = team / (across * down * d.batch);
  let j = chunk / d.chunks_of_k;
  let first = chunk % d.chunks_of_k * d.length;
  let rows = i * d.kept_left + j * d.summed_left + (m + lane * 4u) * d.left_m;
  let columns = i * d.kept_right + j * d.summed_right + n * d.right_n;

  var sum0: Rows;
  var sum1: Rows;
  var sum2: Rows;
  var sum3: Rows;
  // The same number of turns for every team: those who share a subgroup stay together.
  for (var turn = 0u; turn < d.length; turn++) {
    let k = first + turn;
    let inside = k < d.k;
    let l = rows + k * d.left_k;
    let r = columns + k * d.right_k;
    let a0 = select(0.0, left[l], inside);
    let a1 = select(0.0, left[l + d.left_m], inside);
    let a2 = select(0.0, left[l + 2u * d.left_m], inside);
    let a3 = select(0.0, left[l + 3u * d.left_m], inside);
    let row = vec4f(right[r], right[r + d.right_n], right[r + 2u * d.right_n], right[r + 3u * d.right_n]);
    let b = select(vec4f(), row, inside);
    sum0 = outer(sum0, quadBroadcast(a0, 0u), quadBroadcast(a1, 0u), quadBroadcast(a2, 0u), quadBroadcast(a3, 0u), b);
    sum1 = outer(sum1, quadBroadcast(a0, 1u), quadBroadcast(a1, 1u), quadBroadcast(a2, 1u), quadBroadcast(a3, 1u), b);
    sum2 = outer(sum2, quadBroadcast(a0, 2u), quadBroadcast(a1, 2u), quadBroadcast(a2, 2u), quadBroadcast(a3, 2u), b);
    sum3 = outer(sum3, quadBroadcast(a0, 3u), quadBroadcast(a1, 3u), quadBroadcast(a2, 3u), quadBroadcast(a3, 3u), b);
  }
  if (chunk >= d.chunks) { return; }
  let plane = (chunk * d.batch + i) * d.m * d.n;
  var sums = array(sum0, sum1, sum2, sum3);
  for (var part = 0u; part < 4u; part++) {
    let four = sums[part];
    store(plane, m + part * 4u, n, four.a);
    store(plane, m + part * 4u + 1u, n, four.b);
    store(plane, m + part * 4u + 2u, n, four.c);
    store(plane, m + part * 4u + 3u, n, four.d);
  }
}
