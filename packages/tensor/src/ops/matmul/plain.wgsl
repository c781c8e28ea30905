// out[i, m, n] = sum of left[i, j, m, k] right[i, j, k, n] over k and j, one invocation per element. The batch i is
// spread over three kept axes, j over three summed ones; strides of 0 repeat an operand. The terms (j, k) are cut into
// chunks of LENGTH, of which each invocation takes one: out is [CHUNKS, BATCH, M, N]. Runs of terms are summed apart
// and then added: one running sum over a long chunk would lose digits.

alias real = f32;
alias result = f32; // of a chunk's sums where there are several

struct Params {
  m: u32, n: u32, k: u32, left_m: u32, left_k: u32, right_k: u32, right_n: u32,
  kept_extent_0: u32, kept_left_0: u32, kept_right_0: u32,
  kept_extent_1: u32, kept_left_1: u32, kept_right_1: u32,
  kept_extent_2: u32, kept_left_2: u32, kept_right_2: u32,
  summed_extent_0: u32, summed_left_0: u32, summed_right_0: u32,
  summed_extent_1: u32, summed_left_1: u32, summed_right_1: u32,
  summed_extent_2: u32, summed_left_2: u32, summed_right_2: u32,
  chunks: u32, length: u32,
}

@group(0) @binding(0) var<storage, read> left: array<real>;
@group(0) @binding(1) var<storage, read> right: array<real>;
@group(0) @binding(2) var<storage, read_write> out: array<result>;
@group(0) @binding(3) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;
const RUN = 128u;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let plane = d.m * d.n;
  let batch = d.kept_extent_0 * d.kept_extent_1 * d.kept_extent_2;
  if (index >= plane * batch * d.chunks) { return; }
  let n = index % d.n;
  let m = index / d.n % d.m;
  let i = index / plane % batch;
  let i2 = i % d.kept_extent_2;
  let i1 = i / d.kept_extent_2 % d.kept_extent_1;
  let i0 = i / (d.kept_extent_2 * d.kept_extent_1);
  let left_at = i0 * d.kept_left_0 + i1 * d.kept_left_1 + i2 * d.kept_left_2 + m * d.left_m;
  let right_at = i0 * d.kept_right_0 + i1 * d.kept_right_1 + i2 * d.kept_right_2 + n * d.right_n;

  let terms = d.k * d.summed_extent_0 * d.summed_extent_1 * d.summed_extent_2;
  var term = index / (plane * batch) * d.length;
  let end = min(term + d.length, terms);
  var j = term / d.k;
  var k = term - j * d.k;
  var sum = 0.0;
  while (term < end) {
    var run = 0.0;
    let stop = min(term + RUN, end);
    while (term < stop) {
      let j2 = j % d.summed_extent_2;
      let j1 = j / d.summed_extent_2 % d.summed_extent_1;
      let j0 = j / (d.summed_extent_2 * d.summed_extent_1);
      let l = left_at + j0 * d.summed_left_0 + j1 * d.summed_left_1 + j2 * d.summed_left_2;
      let r = right_at + j0 * d.summed_right_0 + j1 * d.summed_right_1 + j2 * d.summed_right_2;
      let last = min(d.k, k + stop - term);
      term += last - k;
      for (; k < last; k++) { run += f32(left[l + k * d.left_k]) * f32(right[r + k * d.right_k]); }
      if (k == d.k) {
        k = 0u;
        j++;
      }
    }
    sum += run;
  }
  out[index] = result(epilogue(index, sum));
}
