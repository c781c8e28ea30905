// Cross-correlation of planes with windows of R x S <= 7x7, of stride 1 or 2: for groups of one channel. An invocation
// goes down a strip four pixels wide, where it loads every input once and keeps the sums of the rows that the window
// reaches in registers. Where stride is 1 the pixels of a strip are a dilation apart, and its windows whole again.
//   x: [planes / KG, H, W]   weight: [K, R, S]   bias: [K]   y: [planes, P, Q]   planes = N K

alias real = f32;

struct Params {
  planes: u32, k: u32, kg: u32, h: u32, w: u32, p: u32, q: u32, top: i32, left: i32,
  step_h: u32, step_w: u32, // dilation where stride is 1, else 1
  length: u32, // rows of a strip
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
override WORKGROUP_SIZE: u32 = 64;

/** Inputs of a row, as many as four windows meet. */
struct Row { a: vec4f, b: vec4f, c: vec4f, d: vec4f }
/** A row of a window. */
struct Taps { a: vec4f, b: vec4f }

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
  if (S > 4u) { taps.b.x = tap(first, r, 4u); }
  if (S > 5u) { taps.b.y = tap(first, r, 5u); }
  if (S > 6u) { taps.b.z = tap(first, r, 6u); }
  return taps;
}

/** An input, 0 outside of its row; both sides wrap to numbers beyond its end. */
fn load(row: u32, w: u32, inside: bool) -> f32 {
  let there = inside & (w < d.w);
  return select(0.0, f32(x[select(0u, row + w, there)]), there);
}

fn loadRow(plane: u32, h: u32, w: u32) -> Row {
  let inside = h < d.h;
  let at = plane + h * d.w;
  let step = d.step_w;
  let count = 3u * STRIDE + S;
  var row: Row;
  row.a = vec4f(
    load(at, w, inside), load(at, w + step, inside), load(at, w + 2u * step, inside), load(at, w + 3u * step, inside),
  );
  if (count > 4u) { row.b.x = load(at, w + 4u * step, inside); }
  if (count > 5u) { row.b.y = load(at, w + 5u * step, inside); }
  if (count > 6u) { row.b.z = load(at, w + 6u * step, inside); }
  if (count > 7u) { row.b.w = load(at, w + 7u * step, inside); }
  if (count > 8u) { row.c.x = load(at, w + 8u * step, inside); }
  if (count > 9u) { row.c.y = load(at, w + 9u * step, inside); }
  if (count > 10u) { row.c.z = load(at, w + 10u * step, inside); }
  if (count > 11u) { row.c.w = load(at, w + 11u * step, inside); }
  if (count > 12u) { row.d.x = load(at, w + 12u * step, inside); }
  return row;
}

fn correlate(sum: vec4f, row: Row, w: Taps) -> vec4f {
  var y = sum;
  if (STRIDE == 1u) {
    y = fma(row.a, vec4f(w.a.x), y);
    if (S > 1u) { y = fma(vec4f(row.a.yzw, row.b.x), vec4f(w.a.y), y); }
    if (S > 2u) { y = fma(vec4f(row.a.zw, row.b.xy), vec4f(w.a.z), y); }
    if (S > 3u) { y = fma(vec4f(row.a.w, row.b.xyz), vec4f(w.a.w), y); }
    if (S > 4u) { y = fma(row.b, vec4f(w.b.x), y); }
    if (S > 5u) { y = fma(vec4f(row.b.yzw, row.c.x), vec4f(w.b.y), y); }
    if (S > 6u) { y = fma(vec4f(row.b.zw, row.c.xy), vec4f(w.b.z), y); }
    return y;
  }
  y = fma(vec4f(row.a.xz, row.b.xz), vec4f(w.a.x), y);
  if (S > 1u) { y = fma(vec4f(row.a.yw, row.b.yw), vec4f(w.a.y), y); }
  if (S > 2u) { y = fma(vec4f(row.a.z, row.b.xz, row.c.x), vec4f(w.a.z), y); }
  if (S > 3u) { y = fma(vec4f(row.a.w, row.b.yw, row.c.y), vec4f(w.a.w), y); }
  if (S > 4u) { y = fma(vec4f(row.b.xz, row.c.xz), vec4f(w.b.x), y); }
  if (S > 5u) { y = fma(vec4f(row.b.yw, row.c.yw), vec4f(w.b.y), y); }
  if (S > 6u) { y = fma(vec4f(row.b.z, row.c.xz, row.d.x), vec4f(w.b.z), y); }
  return y;
}

/** Adds what row r of the window gives, if it has that many. */
fn meet(sum: vec4f, row: Row, w: Taps, r: u32) -> vec4f {
  if (r < R) { return correlate(sum, row, w); }
  return sum;
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(plane: u32, p: u32, q: u32, sum: vec4f) {
  if (p >= d.p) { return; }
  var sums = sum;
  if (BIAS) { sums += f32(bias[plane % d.k]); }
  let at = (plane * d.p + p) * d.q;
  for (var i = 0u; i < 4u; i++) {
    let column = q + i * d.step_w;
    if (column < d.q) { y[at + column] = real(epilogue(at + column, sums[i])); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let across = (d.q + 4u * d.step_w - 1u) / (4u * d.step_w) * d.step_w;
  let down = (d.p + d.length * d.step_h - 1u) / (d.length * d.step_h) * d.step_h;
  let strip = i % across;
  let segment = i / across % down;
  let plane = i / (across * down);
  if (plane >= d.planes) { return; }
  let q = strip / d.step_w * 4u * d.step_w + strip % d.step_w;
  let p = segment / d.step_h * d.length * d.step_h + segment % d.step_h;

  let first = plane % d.k * R * S;
  let w0 = loadTaps(first, 0u);
  let w1 = loadTaps(first, 1u);
  let w2 = loadTaps(first, 2u);
  let w3 = loadTaps(first, 3u);
  let w4 = loadTaps(first, 4u);
  let w5 = loadTaps(first, 5u);
  let w6 = loadTaps(first, 6u);
  let image = plane / d.kg * d.h * d.w;
  let w = q * STRIDE - u32(d.left);
  var h = p * STRIDE - u32(d.top);

  // A row of inputs is met by every row of the window, each for another row of y: a sum moves up from row to row of
  // the window, and is done when the last has met it. With stride 2 the even and the odd row meet one sum.
  var sum0: vec4f;
  var sum1: vec4f;
  var sum2: vec4f;
  var sum3: vec4f;
  var sum4: vec4f;
  var sum5: vec4f;
  var sum6: vec4f;
  let late = (R - 1u) / STRIDE;
  for (var j = 0u; j < d.length + late; j++) {
    let row = loadRow(image, h, w);
    h += d.step_h;
    if (STRIDE == 1u) {
      if (R > 6u) { sum6 = correlate(sum5, row, w6); }
      if (R > 5u) { sum5 = correlate(sum4, row, w5); }
      if (R > 4u) { sum4 = correlate(sum3, row, w4); }
      if (R > 3u) { sum3 = correlate(sum2, row, w3); }
      if (R > 2u) { sum2 = correlate(sum1, row, w2); }
      if (R > 1u) { sum1 = correlate(sum0, row, w1); }
      sum0 = correlate(vec4f(), row, w0);
    } else {
      let odd = loadRow(image, h, w);
      h += 1u;
      if (R > 6u) { sum3 = correlate(sum2, row, w6); }
      if (R > 4u) { sum2 = meet(correlate(sum1, row, w4), odd, w5, 5u); }
      if (R > 2u) { sum1 = meet(correlate(sum0, row, w2), odd, w3, 3u); }
      sum0 = meet(correlate(vec4f(), row, w0), odd, w1, 1u);
    }
    if (j < late) { continue; }
    var done = sum0;
    if (late == 1u) { done = sum1; }
    if (late == 2u) { done = sum2; }
    if (late == 3u) { done = sum3; }
    if (late == 4u) { done = sum4; }
    if (late == 5u) { done = sum5; }
    if (late == 6u) { done = sum6; }
    store(plane, p + (j - late) * d.step_h, q, done);
  }
}
