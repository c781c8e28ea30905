// Convolution as a product of matrices, for GPUs: out[m, n] = sum of A[m, j] B[j, n] over j, with operands that are
// never laid out but read where they are. A workgroup makes a tile of 64x64: it brings strips of both operands, 16
// deep, into workgroup memory, and each invocation sums 4x4 elements. By PASS:
//   0  y:        A = weight, B = x   m a filter, j (channel, tap), n (image, output pixel)
//   1  dx:       A = weight, B = dy  m a channel, j (filter, tap), n (image, input pixel)
//   2  dweight:  A = dy,     B = x   m a filter, j (image, output pixel), n (channel, tap)
// Each group of channels is a product of its own. Pass 2 cuts j into chunks, one a workgroup: out [CHUNKS, K, CG, R, S].

alias real = f32;
alias result = f32; // of a chunk's sums in pass 2

struct Params {
  n: u32, c: u32, h: u32, w: u32, k: u32, r: u32, s: u32, p: u32, q: u32,
  stride_h: u32, stride_w: u32, top: u32, left: u32, dilation_h: u32, dilation_w: u32,
  cg: u32, kg: u32, // channels and filters of one group
  rows: u32, depth: u32, columns: u32, // extents of one group's product
  chunks: u32, length: u32,
}

@group(0) @binding(0) var<storage, read> a: array<real>;
@group(0) @binding(1) var<storage, read> b: array<real>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // any tensor where there is none
@group(0) @binding(3) var<storage, read_write> out: array<result>;
@group(0) @binding(4) var<uniform> d: Params;

override BIAS: bool = false;
override PASS: u32 = 0;
const WORKGROUP_SIZE = 256u;
const DEPTH = 16u;

/** Strips by depth, four rows or four columns a vector. */
var<workgroup> aStrip: array<vec4f, 256>;
var<workgroup> bStrip: array<vec4f, 256>;

/** x under one tap at one output pixel, 0 outside of the image. */
fn input(n: u32, c: u32, tap: u32, pixel: u32) -> f32 {
  let h = pixel / d.q * d.stride_h + tap / d.s * d.dilation_h - d.top; // wraps below zero: one test for both sides
  let w = pixel % d.q * d.stride_w + tap % d.s * d.dilation_w - d.left;
  return select(0.0, f32(b[((n * d.c + c) * d.h + h) * d.w + w]), (h < d.h) & (w < d.w));
}

/** dy where one tap takes an input pixel to, 0 where it takes it nowhere. */
fn cotangent(n: u32, k: u32, tap: u32, pixel: u32) -> f32 {
  let h = pixel / d.w + d.top - tap / d.s * d.dilation_h; // = p * stride_h; wraps below zero
  let w = pixel % d.w + d.left - tap % d.s * d.dilation_w;
  let p = h / d.stride_h;
  let q = w / d.stride_w;
  let there = (h % d.stride_h == 0u) & (w % d.stride_w == 0u) & (p < d.p) & (q < d.q);
  return select(0.0, f32(b[((n * d.k + k) * d.p + p) * d.q + q]), there);
}

fn loadA(group: u32, m: u32, j: u32) -> f32 {
  let taps = d.r * d.s;
  var at = (group * d.kg + m) * d.depth + j;
  if (PASS == 1u) { at = ((group * d.kg + j / taps) * d.cg + m) * taps + j % taps; }
  if (PASS == 2u) { at = (j / (d.p * d.q) * d.k + group * d.kg + m) * d.p * d.q + j % (d.p * d.q); }
  return f32(a[at]);
}

fn loadB(group: u32, j: u32, n: u32) -> f32 {
  let taps = d.r * d.s;
  let outputs = d.p * d.q;
  let inputs = d.h * d.w;
  if (PASS == 0u) { return input(n / outputs, group * d.cg + j / taps, j % taps, n % outputs); }
  if (PASS == 1u) { return cotangent(n / inputs, group * d.kg + j / taps, j % taps, n % inputs); }
  return input(j / outputs, group * d.cg + n / taps, n % taps, j % outputs);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(chunk: u32, group: u32, m: u32, n: u32, value: f32) {
  let outputs = d.p * d.q;
  let inputs = d.h * d.w;
  if (PASS == 0u) {
    let k = group * d.kg + m;
    var sum = value;
    if (BIAS) { sum += f32(bias[k]); }
    let at = (n / outputs * d.k + k) * outputs + n % outputs;
    out[at] = result(epilogue(at, sum));
  } else if (PASS == 1u) {
    let at = (n / inputs * d.c + group * d.cg + m) * inputs + n % inputs;
    out[at] = result(epilogue(at, value));
  } else {
    let at = (chunk * d.k + group * d.kg + m) * d.columns + n;
    out[at] = result(epilogue(at, value));
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let tile = id.x + id.y * groups.x;
  let across = (d.columns + 63u) / 64u;
  let down = (d.rows + 63u) / 64u;
  let n0 = tile % across * 64u;
  let m0 = tile / across % down * 64u;
  let group = tile / (across * down) % (d.c / d.cg);
  let chunk = tile / (across * down * (d.c / d.cg));
  let first = chunk * d.length;
  let end = min(first + d.length, d.depth);
  let row = local / 16u;
  let column = local % 16u;

  var sums = array(vec4f(), vec4f(), vec4f(), vec4f());
  for (var j0 = 0u; j0 < d.length; j0 += DEPTH) {
    // Neighbours load along the axis of each operand that lies side by side in memory.
    let aj = first + j0 + column;
    let bj = select(first + j0 + row, aj, PASS == 2u);
    let bn = n0 + 4u * select(column, row, PASS == 2u);
    var av = vec4f();
    var bv = vec4f();
    for (var v = 0u; v < 4u; v++) {
      // Rows and columns beyond the edge only reach elements that are not stored.
      av[v] = select(0.0, loadA(group, m0 + 4u * row + v, aj), aj < end);
      bv[v] = select(0.0, loadB(group, bj, bn + v), bj < end);
    }
    aStrip[column * 16u + row] = av;
    bStrip[select(row, column, PASS == 2u) * 16u + select(column, row, PASS == 2u)] = bv;
    workgroupBarrier();
    for (var j = 0u; j < DEPTH; j++) {
      let l = aStrip[j * 16u + row];
      let r = bStrip[j * 16u + column];
      sums[0] = fma(vec4f(l.x), r, sums[0]);
      sums[1] = fma(vec4f(l.y), r, sums[1]);
      sums[2] = fma(vec4f(l.z), r, sums[2]);
      sums[3] = fma(vec4f(l.w), r, sums[3]);
    }
    workgroupBarrier();
  }
  if (chunk >= d.chunks) { return; }
  for (var i = 0u; i < 4u; i++) {
    for (var v = 0u; v < 4u; v++) {
      let m = m0 + row * 4u + i;
      let n = n0 + column * 4u + v;
      if (m < d.rows && n < d.columns) { store(chunk, group, m, n, sums[i][v]); }
    }
  }
}
