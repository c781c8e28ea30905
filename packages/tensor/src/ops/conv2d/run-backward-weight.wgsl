// Part of dweight of a cross-correlation of any geometry, for software adapters: the sums over the rows of a chunk, which
// the next launch adds up. Eight invocations make a team for 32 filters and the windows' rows of eight channels, or four for
// 16 and four: each has four filters of its own, and loads the inputs of a row that it hands round. What is handed round
// stays in a quad: the halves of an octet swap their rows and meet those too. A turn adds four pixels to RUN taps.
//   dy: [N, K, P, Q]   x: [N, C, H, W]   partial: [CHUNKS, K, CG, R, S]

enable subgroups;
alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, r: u32, s: u32, top: i32, left: i32,
  cg: u32, kg: u32, // channels and filters of one group
  dilation_h: u32, dilation_w: u32, stride_h: u32, stride_w: u32,
  step: u32, spread: u32, // pixels, and inputs, from one to the next of a run
  chunks: u32, length: u32, // rows of a chunk
}

@group(0) @binding(0) var<storage, read> dy: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read_write> partial: array<f32>;
@group(0) @binding(3) var<uniform> d: Params;

override OCTETS: bool = true;
override VECTORS: bool = true; // whether each four pixels of a row are a vector
override RUN: u32 = 3;
override STRIDE: u32 = 1;
const WORKGROUP_SIZE = 32u;

/** Inputs of a run: as many as RUN taps of its pixels meet. */
struct Inputs { a: vec4f, b: vec4f, c: vec4f }
/** Sums of RUN taps for four filters. */
struct Sums { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

fn add(sum: vec4f, x: vec4f, g: mat4x4f) -> vec4f {
  return fma(vec4f(x.w), g[3], fma(vec4f(x.z), g[2], fma(vec4f(x.y), g[1], fma(vec4f(x.x), g[0], sum))));
}

/** Adds what the inputs of a channel and the pixels of four filters give to each tap. */
fn multiply(sum: Sums, x0: vec4f, x1: vec4f, x2: vec4f, g: mat4x4f, counts: vec4<bool>) -> Sums {
  var w = Sums(x0, vec4f(x0.yzw, x1.x), vec4f(x0.zw, x1.xy), vec4f(x0.w, x1.xyz));
  if (STRIDE == 2u) {
    w = Sums(
      vec4f(x0.xz, x1.xz), vec4f(x0.yw, x1.yw), vec4f(x0.z, x1.xz, x2.x), vec4f(x0.w, x1.yw, x2.y),
    );
  }
  if (!VECTORS) {
    w = Sums(
      select(vec4f(), w.a, counts), select(vec4f(), w.b, counts), select(vec4f(), w.c, counts), select(vec4f(), w.d, counts),
    );
  }
  var sums = sum;
  sums.a = add(sum.a, w.a, g);
  if (RUN > 1u) { sums.b = add(sum.b, w.b, g); }
  if (RUN > 2u) { sums.c = add(sum.c, w.c, g); }
  if (RUN > 3u) { sums.d = add(sum.d, w.d, g); }
  return sums;
}

fn load(i: u32, at: u32, w: u32, inside: bool) -> f32 {
  if (i >= 3u * STRIDE + RUN) { return 0.0; }
  return select(0.0, f32(x[at + i * d.spread]), inside & (w + i * d.spread < d.w));
}

fn dyAt(i: u32) -> f32 { return f32(dy[i / 4u][i % 4u]); }
fn cotangents(at: u32, inside: vec4<bool>) -> vec4f {
  if (VECTORS) { return select(vec4f(), vec4f(dy[at / 4u]), inside); }
  let row = vec4f(dyAt(at), dyAt(at + d.step), dyAt(at + 2u * d.step), dyAt(at + 3u * d.step));
  return select(vec4f(), row, inside);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) workgroup: vec3u,
  @builtin(num_workgroups) workgroups: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  let lanes = select(4u, 8u, OCTETS);
  let lane = invocation % lanes;
  let team = (workgroup.x + workgroup.y * workgroups.x) * (WORKGROUP_SIZE / lanes) + local / lanes;
  let pairs = d.cg * d.r;
  let across = (pairs + lanes - 1u) / lanes;
  let runs = (d.s + RUN - 1u) / RUN;
  let down = (d.kg + 4u * lanes - 1u) / (4u * lanes);
  let groups = d.k / d.kg;
  let pair0 = team % across * lanes;
  let pair = pair0 + lane;
  let run = team / across % runs;
  let f = team / (across * runs) % down * 4u * lanes + lane * 4u;
  let g = team / (across * runs * down) % groups;
  let chunk = team / (across * runs * down * groups);
  let r = pair % d.r;
  let c = pair / d.r;
  let stretch = 4u * d.step;
  let parts = (d.q + stretch - 1u) / stretch * d.step;

  var sum0: Sums;
  var sum1: Sums;
  var sum2: Sums;
  var sum3: Sums;
  var sum4: Sums;
  var sum5: Sums;
  var sum6: Sums;
  var sum7: Sums;
  let plane = d.p * d.q;
  let w0 = run * RUN * d.dilation_w - u32(d.left);
  // The same number of turns for every team: those who share a subgroup stay together.
  for (var i = 0u; i < d.length; i++) {
    let row = chunk * d.length + i;
    let n = row / d.p;
    let p = row % d.p;
    let h = p * d.stride_h + r * d.dilation_h - u32(d.top);
    let there = n < d.n;
    let inside = there & (h < d.h);
    let inputs = ((n * d.c + g * d.cg + c) * d.h + h) * d.w;
    let outputs = (n * d.k + g * d.kg + f) * plane + p * d.q;
    var q = 0u;
    var turn = 0u;
    for (var part = 0u; part < parts; part++) {
      let w = w0 + q * d.stride_w;
      let at = inputs + w;
      let v = Inputs(
        vec4f(load(0u, at, w, inside), load(1u, at, w, inside), load(2u, at, w, inside), load(3u, at, w, inside)),
        vec4f(load(4u, at, w, inside), load(5u, at, w, inside), load(6u, at, w, inside), load(7u, at, w, inside)),
        vec4f(load(8u, at, w, inside), load(9u, at, w, inside), load(10u, at, w, inside), load(11u, at, w, inside)),
      );
      let is = (q + vec4u(0u, 1u, 2u, 3u) * d.step < vec4u(d.q)) & vec4<bool>(there);
      let to = outputs + q;
      let g = transpose(mat4x4f(
        cotangents(to, is), cotangents(to + plane, is), cotangents(to + 2u * plane, is), cotangents(to + 3u * plane, is),
      ));
      sum0 = multiply(sum0, quadBroadcast(v.a, 0u), quadBroadcast(v.b, 0u), quadBroadcast(v.c, 0u), g, is);
      sum1 = multiply(sum1, quadBroadcast(v.a, 1u), quadBroadcast(v.b, 1u), quadBroadcast(v.c, 1u), g, is);
      sum2 = multiply(sum2, quadBroadcast(v.a, 2u), quadBroadcast(v.b, 2u), quadBroadcast(v.c, 2u), g, is);
      sum3 = multiply(sum3, quadBroadcast(v.a, 3u), quadBroadcast(v.b, 3u), quadBroadcast(v.c, 3u), g, is);
      if (OCTETS) {
        let u = Inputs(subgroupShuffleXor(v.a, 4u), subgroupShuffleXor(v.b, 4u), subgroupShuffleXor(v.c, 4u));
        sum4 = multiply(sum4, quadBroadcast(u.a, 0u), quadBroadcast(u.b, 0u), quadBroadcast(u.c, 0u), g, is);
        sum5 = multiply(sum5, quadBroadcast(u.a, 1u), quadBroadcast(u.b, 1u), quadBroadcast(u.c, 1u), g, is);
        sum6 = multiply(sum6, quadBroadcast(u.a, 2u), quadBroadcast(u.b, 2u), quadBroadcast(u.c, 2u), g, is);
        sum7 = multiply(sum7, quadBroadcast(u.a, 3u), quadBroadcast(u.b, 3u), quadBroadcast(u.c, 3u), g, is);
      }
      turn++;
      let last = turn == d.step;
      q += select(1u, 1u + stretch - d.step, last);
      turn = select(turn, 0u, last);
    }
  }
  if (chunk >= d.chunks) { return; }
  let swapped = lane / 4u * 4u;
  for (var own = pair0; own < pair0 + lanes; own++) {
    let pair = own ^ swapped;
    // Loops that no compiler unrolls: each store is much code.
    for (var k = f; k < min(f + 4u, d.kg); k++) {
      let i = k - f;
      let taps = vec4f(sum0.a[i], sum0.b[i], sum0.c[i], sum0.d[i]);
      let to = ((chunk * d.k + g * d.kg + k) * pairs + pair) * d.s;
      for (var s = run * RUN; s < select(0u, min(run * RUN + RUN, d.s), pair < pairs); s++) {
        partial[to + s] = taps[s - run * RUN];
      }
    }
    sum0 = sum1;
    sum1 = sum2;
    sum2 = sum3;
    sum3 = sum4;
    sum4 = sum5;
    sum5 = sum6;
    sum6 = sum7;
  }
}
