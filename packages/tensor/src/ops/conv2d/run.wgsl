// Cross-correlation of any geometry, for software adapters: y of a convolution, or dx where turned. Eight invocations make
// a team for 32 filters and eight runs of four pixels of a row, or four for 16 and four: each has a run of its own, and
// loads the weights of four filters that it hands round. What is handed round stays in a quad: the halves of an octet swap
// their filters and meet those too. A turn sums RUN taps of a row in one channel, whose inputs neighbouring pixels share.
//   x: [N, C, H, W]   packed: weights as pack-weight.wgsl lays them   bias: [K]   y: [N, K, P, Q]

enable subgroups;
alias real = f32;

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, p: u32, q: u32, r: u32, s: u32, top: i32, left: i32,
  cg: u32, kg: u32, kg4: u32, // channels and filters of one group, and fours of filters
  dilation_h: i32, dilation_w: i32,
  scale_h: u32, scale_w: u32, // inputs from one output to the next of a phase
  phases_h: u32, phases_w: u32, // outputs from one to the next of a phase, all of which meet the same taps
  taps_h: u32, runs: u32, // rows of taps of a phase, and runs of each row, at most
  step: u32, spread: u32, // outputs of a phase, and inputs, from one to the next of a run
  workgroups: u32, // of one phase
  turned: u32, bias: u32, // 1 if so, 1 if there is one
}

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> packed: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> y: array<real>;
@group(0) @binding(4) var<uniform> d: Params;

override OCTETS: bool = true;
override FOURS: bool = false; // whether a run is four neighbours, and rows end with a whole one
override RUN: u32 = 3;
override STRIDE: u32 = 1;
const WORKGROUP_SIZE = 32u;

/** Inputs of a run: as many as RUN taps of four pixels meet. */
struct Inputs { a: vec4f, b: vec4f, c: vec4f }
/** What four pixels meet with each of RUN taps. */
struct Windows { a: vec4f, b: vec4f, c: vec4f, d: vec4f }
/** Four filters' weights for each of RUN taps. */
struct Taps { a: vec4f, b: vec4f, c: vec4f, d: vec4f }
/** Four pixels' sums for each of four filters. */
struct Sums { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

fn add(sum: vec4f, a: f32, b: f32, c: f32, d: f32, x: Windows) -> vec4f {
  var sums = fma(vec4f(a), x.a, sum);
  if (RUN > 1u) { sums = fma(vec4f(b), x.b, sums); }
  if (RUN > 2u) { sums = fma(vec4f(c), x.c, sums); }
  if (RUN > 3u) { sums = fma(vec4f(d), x.d, sums); }
  return sums;
}

fn multiply(sum: Sums, a: vec4f, b: vec4f, c: vec4f, d: vec4f, x: Windows) -> Sums {
  return Sums(
    add(sum.a, a.x, b.x, c.x, d.x, x), add(sum.b, a.y, b.y, c.y, d.y, x),
    add(sum.c, a.z, b.z, c.z, d.z, x), add(sum.d, a.w, b.w, c.w, d.w, x),
  );
}

/** Those that meet taps which there are: a weight of 0 would make NaN of an infinite input. */
fn windows(x: Inputs, taps: vec4<bool>) -> Windows {
  var w = Windows(x.a, vec4f(x.a.yzw, x.b.x), vec4f(x.a.zw, x.b.xy), vec4f(x.a.w, x.b.xyz));
  if (STRIDE == 2u) {
    w = Windows(
      vec4f(x.a.xz, x.b.xz), vec4f(x.a.yw, x.b.yw), vec4f(x.a.z, x.b.xz, x.c.x), vec4f(x.a.w, x.b.yw, x.c.y),
    );
  }
  w.b = select(vec4f(), w.b, taps.y);
  w.c = select(vec4f(), w.c, taps.z);
  w.d = select(vec4f(), w.d, taps.w);
  return w;
}

fn load4(at: u32, inside: vec4<bool>) -> vec4f {
  let v = vec4f(f32(x[at]), f32(x[at + d.spread]), f32(x[at + 2u * d.spread]), f32(x[at + 3u * d.spread]));
  return select(vec4f(), v, inside);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

/** Stores the sums of four filters from f on, in a loop that no compiler unrolls: each store is much code. */
fn store(f: u32, k: u32, row: u32, q: u32, sums: Sums) {
  let pitch = d.step * d.phases_w;
  for (var own = f; own < select(f, min(f + 4u, d.kg), q < d.q); own++) {
    let i = own - f;
    let sum = select(select(sums.a, sums.b, i == 1u), select(sums.c, sums.d, i == 3u), i > 1u);
    let v = sum + select(0.0, f32(bias[k + own]), d.bias == 1u);
    let line = row + own * d.p * d.q;
    if (FOURS) {
      let at = line + q;
      y[at] = real(epilogue(at, v.x));
      y[at + 1u] = real(epilogue(at + 1u, v.y));
      y[at + 2u] = real(epilogue(at + 2u, v.z));
      y[at + 3u] = real(epilogue(at + 3u, v.w));
    } else {
      var pixel = 0u;
      for (var column = q; column < min(q + 4u * pitch, d.q); column += pitch) {
        y[line + column] = real(epilogue(line + column, v[pixel]));
        pixel++;
      }
    }
  }
}

/** The input that a phase's first output meets with its first tap, and the phase's number of taps. */
fn taps(phase: u32, phases: u32, count: u32, margin: i32, dilation: i32) -> vec2i {
  if (d.turned == 0u) { return vec2i(-margin, i32(count)); }
  let place = phase + u32(margin);
  let own = (count + phases - 1u - place % phases) / phases;
  return vec2i(i32(place / phases) - (i32(own) - 1) * dilation, i32(own));
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
  let group = workgroup.x + workgroup.y * workgroups.x;
  let phase = group / d.workgroups;
  let team = group % d.workgroups * (WORKGROUP_SIZE / lanes) + local / lanes;
  let phaseH = phase / d.phases_w;
  let phaseW = phase % d.phases_w;
  let rowTaps = taps(phaseH, d.phases_h, d.r, d.top, d.dilation_h);
  let columnTaps = taps(phaseW, d.phases_w, d.s, d.left, d.dilation_w);

  let rows = (d.p + d.phases_h - 1u - phaseH) / d.phases_h;
  let columns = (d.q + d.phases_w - 1u - phaseW) / d.phases_w;
  let stretch = 4u * d.step;
  let fours = (columns + stretch - 1u) / stretch * d.step;
  let across = (d.n * rows * fours + lanes - 1u) / lanes;
  let down = (d.kg + 4u * lanes - 1u) / (4u * lanes);
  let place = team % across * lanes + lane;
  let f = team / across % down * 4u * lanes;
  let g = team / (across * down);
  let four = place % fours;
  let j = four / d.step * stretch + four % d.step;
  let i = place / fours % rows;
  let n = place / (fours * rows);

  let plane = d.h * d.w;
  let image = (n * d.c + g * d.cg) * plane;
  let h0 = i * d.scale_h + u32(rowTaps.x);
  let w0 = j * d.scale_w + u32(columnTaps.x);
  var sum0: Sums;
  var sum1: Sums;
  var sum2: Sums;
  var sum3: Sums;
  var sum4: Sums;
  var sum5: Sums;
  var sum6: Sums;
  var sum7: Sums;
  let first = (g * d.phases_h * d.phases_w + phase) * d.taps_h * d.runs * d.cg * RUN * d.kg4 + f / 4u + lane;
  let runs = (u32(columnTaps.y) + RUN - 1u) / RUN;
  for (var turn = 0u; turn < u32(rowTaps.y) * runs; turn++) {
    let r = turn / runs;
    let s = turn % runs * RUN;
    let h = h0 + r * u32(d.dilation_h);
    let w = w0 + s * u32(d.dilation_w);
    let taps = s + vec4u(0u, 1u, 2u, 3u) < vec4u(u32(columnTaps.y));
    let there = vec4<bool>((h < d.h) & (n < d.n) & (g * d.kg < d.k));
    let ws = w + vec4u(0u, 1u, 2u, 3u) * d.spread;
    let inA = there & (ws < vec4u(d.w));
    let inB = there & (ws + 4u * d.spread < vec4u(d.w));
    let inC = there & (ws + 8u * d.spread < vec4u(d.w));
    var at = image + h * d.w + w;
    var weight = first + (r * d.runs + turn % runs) * d.cg * RUN * d.kg4;
    for (var c = 0u; c < d.cg; c++) {
      var inputs: Inputs;
      inputs.a = load4(at, inA);
      if (STRIDE * 3u + RUN > 4u) { inputs.b = load4(at + 4u * d.spread, inB); }
      if (STRIDE * 3u + RUN > 8u) { inputs.c = load4(at + 8u * d.spread, inC); }
      let x = windows(inputs, taps);
      var t: Taps;
      t.a = vec4f(packed[weight]);
      if (RUN > 1u) { t.b = vec4f(packed[weight + d.kg4]); }
      if (RUN > 2u) { t.c = vec4f(packed[weight + 2u * d.kg4]); }
      if (RUN > 3u) { t.d = vec4f(packed[weight + 3u * d.kg4]); }
      at += plane;
      weight += RUN * d.kg4;
      sum0 = multiply(sum0, quadBroadcast(t.a, 0u), quadBroadcast(t.b, 0u), quadBroadcast(t.c, 0u), quadBroadcast(t.d, 0u), x);
      sum1 = multiply(sum1, quadBroadcast(t.a, 1u), quadBroadcast(t.b, 1u), quadBroadcast(t.c, 1u), quadBroadcast(t.d, 1u), x);
      sum2 = multiply(sum2, quadBroadcast(t.a, 2u), quadBroadcast(t.b, 2u), quadBroadcast(t.c, 2u), quadBroadcast(t.d, 2u), x);
      sum3 = multiply(sum3, quadBroadcast(t.a, 3u), quadBroadcast(t.b, 3u), quadBroadcast(t.c, 3u), quadBroadcast(t.d, 3u), x);
      if (OCTETS) {
        let u = Taps(
          subgroupShuffleXor(t.a, 4u), subgroupShuffleXor(t.b, 4u), subgroupShuffleXor(t.c, 4u), subgroupShuffleXor(t.d, 4u),
        );
        sum4 = multiply(sum4, quadBroadcast(u.a, 0u), quadBroadcast(u.b, 0u), quadBroadcast(u.c, 0u), quadBroadcast(u.d, 0u), x);
        sum5 = multiply(sum5, quadBroadcast(u.a, 1u), quadBroadcast(u.b, 1u), quadBroadcast(u.c, 1u), quadBroadcast(u.d, 1u), x);
        sum6 = multiply(sum6, quadBroadcast(u.a, 2u), quadBroadcast(u.b, 2u), quadBroadcast(u.c, 2u), quadBroadcast(u.d, 2u), x);
        sum7 = multiply(sum7, quadBroadcast(u.a, 3u), quadBroadcast(u.b, 3u), quadBroadcast(u.c, 3u), quadBroadcast(u.d, 3u), x);
      }
    }
  }
  let p = i * d.phases_h + phaseH; // beyond the last row in a phase that has none
  if (n >= d.n || g * d.kg >= d.k || p >= d.p) { return; }
  let row = ((n * d.k + g * d.kg) * d.p + p) * d.q;
  let q = j * d.phases_w + phaseW;
  let swapped = lane / 4u * 16u;
  for (var own = f; own < f + 4u * lanes; own += 4u) {
    store(own ^ swapped, g * d.kg, row, q, sum0);
    sum0 = sum1;
    sum1 = sum2;
    sum2 = sum3;
    sum3 = sum4;
    sum4 = sum5;
    sum5 = sum6;
    sum6 = sum7;
  }
}
