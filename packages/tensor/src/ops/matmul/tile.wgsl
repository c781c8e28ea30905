// out[i, m, n] = sum of left[i, j, m, k] right[i, j, k, n] over k and j, for GPUs. A workgroup makes a tile of 64x64:
// it brings strips of both operands, 16 deep, into workgroup memory, and each invocation sums 4x4 elements. The sum
// is cut into chunks of (j, k) of which each workgroup takes one: out is [CHUNKS, BATCH, M, N].

alias real = f32;
alias result = f32; // of a chunk's sums where there are several

struct Params {
  m: u32, n: u32, k: u32, left_m: u32, left_k: u32, right_k: u32, right_n: u32,
  batch: u32, kept_left: u32, kept_right: u32, summed_left: u32, summed_right: u32,
  chunks: u32, chunks_of_k: u32, length: u32,
  bias: u32, // 1 if there is one
}

@group(0) @binding(0) var<storage, read> left: array<real>;
@group(0) @binding(1) var<storage, read> right: array<real>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // [M]; any tensor where there is none
@group(0) @binding(3) var<storage, read_write> out: array<result>;
@group(0) @binding(4) var<uniform> d: Params;

const WORKGROUP_SIZE = 256u;
const DEPTH = 16u;

/** Strips by depth, four rows or four columns a vector. */
var<workgroup> leftStrip: array<vec4f, 256>;
var<workgroup> rightStrip: array<vec4f, 256>;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

fn store(plane: u32, m: u32, n: u32, row: vec4f) {
  if (m >= d.m) { return; }
  var sums = row;
  if (d.bias == 1u) { sums += f32(bias[m]); }
  for (var i = 0u; i < 4u; i++) {
    let at = plane + m * d.n + n + i;
    if (n + i < d.n) { out[at] = result(epilogue(at, sums[i])); }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let tile = group.x + group.y * groups.x;
  let across = (d.n + 63u) / 64u;
  let down = (d.m + 63u) / 64u;
  let n0 = tile % across * 64u;
  let m0 = tile / across % down * 64u;
  let i = tile / (across * down) % d.batch;
  let chunk = tile / (across * down * d.batch);
  let j = chunk / d.chunks_of_k;
  let first = chunk % d.chunks_of_k * d.length;
  let end = min(first + d.length, d.k);
  let leftBase = i * d.kept_left + j * d.summed_left;
  let rightBase = i * d.kept_right + j * d.summed_right;

  // Rows and columns beyond the edge only reach elements that are not stored.
  // Neighbours load along whichever axis lies side by side in memory.
  let leftDepth = select(local / 16u, local % 16u, d.left_k == 1u);
  let leftRow = select(local % 16u, local / 16u, d.left_k == 1u);
  let rightDepth = select(local / 16u, local % 16u, d.right_k == 1u);
  let rightColumn = select(local % 16u, local / 16u, d.right_k == 1u);
  let row = local / 16u;
  let column = local % 16u;

  var sum0 = vec4f();
  var sum1 = vec4f();
  var sum2 = vec4f();
  var sum3 = vec4f();
  for (var k0 = 0u; k0 < d.length; k0 += DEPTH) {
    var a = vec4f();
    var b = vec4f();
    let leftK = first + k0 + leftDepth;
    let rightK = first + k0 + rightDepth;
    for (var v = 0u; v < 4u; v++) {
      let m = m0 + leftRow * 4u + v;
      let n = n0 + rightColumn * 4u + v;
      a[v] = select(0.0, f32(left[leftBase + m * d.left_m + leftK * d.left_k]), leftK < end);
      b[v] = select(0.0, f32(right[rightBase + rightK * d.right_k + n * d.right_n]), rightK < end);
    }
    leftStrip[leftDepth * 16u + leftRow] = a;
    rightStrip[rightDepth * 16u + rightColumn] = b;
    workgroupBarrier();
    for (var k = 0u; k < DEPTH; k++) {
      let l = leftStrip[k * 16u + row];
      let r = rightStrip[k * 16u + column];
      sum0 = fma(vec4f(l.x), r, sum0);
      sum1 = fma(vec4f(l.y), r, sum1);
      sum2 = fma(vec4f(l.z), r, sum2);
      sum3 = fma(vec4f(l.w), r, sum3);
    }
    workgroupBarrier();
  }
  if (chunk >= d.chunks) { return; }
  let plane = (chunk * d.batch + i) * d.m * d.n;
  let m = m0 + row * 4u;
  let n = n0 + column * 4u;
  store(plane, m, n, sum0);
  store(plane, m + 1u, n, sum1);
  store(plane, m + 2u, n, sum2);
  store(plane, m + 3u, n, sum3);
}
