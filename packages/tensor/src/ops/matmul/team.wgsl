// out[i, m, n] = sum of left[i, j, m, k] right[i, j, k, n] over k and j, for software adapters. Eight invocations make
// a team with a tile of 32x32, or four with one of 16x16: each has four columns of its own, and loads four rows that it
// hands round. What is handed round stays in a quad: the halves of an octet swap their rows and meet those too. The sum
// is cut into chunks of (j, k) of which each team takes one: out is [CHUNKS, BATCH, M, N].

enable subgroups;
alias real = f32;
alias result = f32; // of a chunk's sums where there are several

struct Params {
  m: u32, n: u32, k: u32, left_m: u32, left_k: u32, right_k: u32, right_n: u32,
  batch: u32, kept_left: u32, kept_right: u32, summed_left: u32, summed_right: u32,
  chunks: u32, chunks_of_k: u32, length: u32,
  bias: u32, // 1 if there is one
}

@group(0) @binding(0) var<storage, read> left: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> right: array<vec4<real>>;
@group(0) @binding(2) var<storage, read> bias: array<real>; // [M]; any tensor where there is none
@group(0) @binding(3) var<storage, read_write> out: array<result>;
@group(0) @binding(4) var<uniform> d: Params;

override OCTETS: bool = true;
override VECTORS: bool = true; // whether each four elements of an operand that lie side by side are a vector
override FOURS: bool = false; // whether rows of the result end with a whole four
override DEPTH: u32 = select(2u, 4u, VECTORS); // terms of a turn: the code of a longer one leaves a processor's caches
const WORKGROUP_SIZE = 32u;

/** Four rows of a tile. */
struct Rows { a: vec4f, b: vec4f, c: vec4f, d: vec4f }

/** Adds the product of a row of four terms and the columns. */
fn add(sum: vec4f, row: vec4f, columns: mat4x4f) -> vec4f {
  let two = fma(vec4f(row.y), columns[1], fma(vec4f(row.x), columns[0], sum));
  if (DEPTH == 2u) { return two; }
  return fma(vec4f(row.w), columns[3], fma(vec4f(row.z), columns[2], two));
}

fn multiply(sum: Rows, a: vec4f, b: vec4f, c: vec4f, d: vec4f, columns: mat4x4f) -> Rows {
  return Rows(add(sum.a, a, columns), add(sum.b, b, columns), add(sum.c, c, columns), add(sum.d, d, columns));
}

fn leftAt(i: u32) -> f32 { return f32(left[i / 4u][i % 4u]); }
fn rightAt(i: u32) -> f32 { return f32(right[i / 4u][i % 4u]); }

/** Two terms of a row or of a column. */
fn leftTerms(i: u32) -> vec4f { return vec4f(leftAt(i), leftAt(i + d.left_k), 0.0, 0.0); }
fn rightTerms(i: u32) -> vec4f { return vec4f(rightAt(i), rightAt(i + d.right_k), 0.0, 0.0); }

/** The matrix, or its transpose. */
fn turned(m: mat4x4f, turn: bool) -> mat4x4f {
  let t = transpose(m);
  return mat4x4f(
    select(m[0], t[0], turn), select(m[1], t[1], turn), select(m[2], t[2], turn), select(m[3], t[3], turn),
  );
}

/** The terms of four rows: DEPTH of each. */
fn loadRows(at: u32) -> mat4x4f {
  if (!VECTORS) {
    return mat4x4f(
      leftTerms(at), leftTerms(at + d.left_m), leftTerms(at + 2u * d.left_m), leftTerms(at + 3u * d.left_m),
    );
  }
  let byRow = d.left_k == 1u;
  let i = at / 4u;
  let step = select(d.left_k, d.left_m, byRow) / 4u;
  return turned(
    mat4x4f(vec4f(left[i]), vec4f(left[i + step]), vec4f(left[i + 2u * step]), vec4f(left[i + 3u * step])), !byRow,
  );
}

/** The terms of four columns, those of each term together. */
fn loadColumns(at: u32) -> mat4x4f {
  if (!VECTORS) {
    return transpose(mat4x4f(
      rightTerms(at), rightTerms(at + d.right_n), rightTerms(at + 2u * d.right_n), rightTerms(at + 3u * d.right_n),
    ));
  }
  let byTerm = d.right_n == 1u;
  let i = at / 4u;
  let step = select(d.right_n, d.right_k, byTerm) / 4u;
  return turned(
    mat4x4f(vec4f(right[i]), vec4f(right[i + step]), vec4f(right[i + 2u * step]), vec4f(right[i + 3u * step])), !byTerm,
  );
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

/** Stores four rows from m on, in a loop that no compiler unrolls: each store is much code. */
fn store(plane: u32, m: u32, n: u32, sums: Rows) {
  for (var row = m; row < select(m, min(m + 4u, d.m), n < d.n); row++) {
    let i = row - m;
    let sum = select(select(sums.a, sums.b, i == 1u), select(sums.c, sums.d, i == 3u), i > 1u);
    let v = sum + select(0.0, f32(bias[row]), d.bias == 1u);
    let line = plane + row * d.n;
    if (FOURS) {
      let at = line + n;
      out[at] = result(epilogue(at, v.x));
      out[at + 1u] = result(epilogue(at + 1u, v.y));
      out[at + 2u] = result(epilogue(at + 2u, v.z));
      out[at + 3u] = result(epilogue(at + 3u, v.w));
    } else {
      for (var column = n; column < min(n + 4u, d.n); column++) {
        out[line + column] = result(epilogue(line + column, v[column - n]));
      }
    }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) local: u32,
  @builtin(subgroup_invocation_id) invocation: u32,
) {
  let lanes = select(4u, 8u, OCTETS);
  let extent = 4u * lanes;
  let lane = invocation % lanes;
  let team = (group.x + group.y * groups.x) * (WORKGROUP_SIZE / lanes) + local / lanes;
  let across = (d.n + extent - 1u) / extent;
  let down = (d.m + extent - 1u) / extent;
  let n = team % across * extent + lane * 4u;
  let m = team / across % down * extent;
  let i = team / (across * down) % d.batch;
  let chunk = team / (across * down * d.batch);
  let j = chunk / d.chunks_of_k;
  let first = chunk % d.chunks_of_k * d.length;
  let terms = d.k - min(first, d.k);
  let rowsAt = i * d.kept_left + j * d.summed_left + (m + lane * 4u) * d.left_m + first * d.left_k;
  let columnsAt = i * d.kept_right + j * d.summed_right + n * d.right_n + first * d.right_k;
  var sum0: Rows;
  var sum1: Rows;
  var sum2: Rows;
  var sum3: Rows;
  var sum4: Rows;
  var sum5: Rows;
  var sum6: Rows;
  var sum7: Rows;
  // The same number of turns for every team: those who share a subgroup stay together.
  for (var k = 0u; k < d.length; k += DEPTH) {
    var a = loadRows(rowsAt + k * d.left_k);
    var b = loadColumns(columnsAt + k * d.right_k);
    let inside = k + vec4u(0u, 1u, 2u, 3u) < vec4u(terms);
    a[0] = select(vec4f(), a[0], inside);
    a[1] = select(vec4f(), a[1], inside);
    a[2] = select(vec4f(), a[2], inside);
    a[3] = select(vec4f(), a[3], inside);
    b[0] = select(vec4f(), b[0], inside.x);
    b[1] = select(vec4f(), b[1], inside.y);
    b[2] = select(vec4f(), b[2], inside.z);
    b[3] = select(vec4f(), b[3], inside.w);
    sum0 = multiply(sum0, quadBroadcast(a[0], 0u), quadBroadcast(a[1], 0u), quadBroadcast(a[2], 0u), quadBroadcast(a[3], 0u), b);
    sum1 = multiply(sum1, quadBroadcast(a[0], 1u), quadBroadcast(a[1], 1u), quadBroadcast(a[2], 1u), quadBroadcast(a[3], 1u), b);
    sum2 = multiply(sum2, quadBroadcast(a[0], 2u), quadBroadcast(a[1], 2u), quadBroadcast(a[2], 2u), quadBroadcast(a[3], 2u), b);
    sum3 = multiply(sum3, quadBroadcast(a[0], 3u), quadBroadcast(a[1], 3u), quadBroadcast(a[2], 3u), quadBroadcast(a[3], 3u), b);
    if (OCTETS) {
      let c = mat4x4f(
        subgroupShuffleXor(a[0], 4u), subgroupShuffleXor(a[1], 4u), subgroupShuffleXor(a[2], 4u), subgroupShuffleXor(a[3], 4u),
      );
      sum4 = multiply(sum4, quadBroadcast(c[0], 0u), quadBroadcast(c[1], 0u), quadBroadcast(c[2], 0u), quadBroadcast(c[3], 0u), b);
      sum5 = multiply(sum5, quadBroadcast(c[0], 1u), quadBroadcast(c[1], 1u), quadBroadcast(c[2], 1u), quadBroadcast(c[3], 1u), b);
      sum6 = multiply(sum6, quadBroadcast(c[0], 2u), quadBroadcast(c[1], 2u), quadBroadcast(c[2], 2u), quadBroadcast(c[3], 2u), b);
      sum7 = multiply(sum7, quadBroadcast(c[0], 3u), quadBroadcast(c[1], 3u), quadBroadcast(c[2], 3u), quadBroadcast(c[3], 3u), b);
    }
  }
  if (chunk >= d.chunks) { return; }
  let plane = (chunk * d.batch + i) * d.m * d.n;
  // The upper quad of an octet met its own rows, which are the last, first.
  let swapped = lane / 4u * 16u;
  for (var row = m; row < m + extent; row += 4u) {
    store(plane, row ^ swapped, n, sum0);
    sum0 = sum1;
    sum1 = sum2;
    sum2 = sum3;
    sum3 = sum4;
    sum4 = sum5;
    sum5 = sum6;
    sum6 = sum7;
  }
}
