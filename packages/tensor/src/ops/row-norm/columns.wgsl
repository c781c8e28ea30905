// Sums of dy and dy * xhat over chunks of the rows that share weights along them: one invocation for four columns of
// one chunk, each a quarter of the columns from the next. xhat = (x - mean) / sqrt(variance + eps).
//   dy, x: [outer, period, length]: outer * period rows; mean: [2, rows], a pivot and the rest; variance: [rows]
//   columnSums: [chunks, period, length] of (sum of dy, sum of dy * xhat)

alias real = f32;

struct Params { outer: u32, period: u32, length: u32, chunks: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> columnSums: array<vec2f>;
@group(0) @binding(5) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let quarter = (p.length + 3u) / 4u;
  let chunk = i / quarter / p.period;
  let g = i / quarter % p.period;
  if chunk >= p.chunks { return; }
  // Beyond the last column stands the last.
  let wanted = i % quarter + vec4u(0u, quarter, 2u * quarter, 3u * quarter);
  let column = min(wanted, vec4u(p.length - 1u));

  // Blocks of 16, so that no sum grows long. Rows chunk, chunk + chunks, ...
  var total = vec4f(0.0);
  var totalHat = vec4f(0.0);
  for (var n = chunk; n < p.outer;) {
    var sum = vec4f(0.0);
    var sumHat = vec4f(0.0);
    for (let stop = min(p.outer, n + 16u * p.chunks); n < stop; n += p.chunks) {
      let row = n * p.period + g;
      let l = row * p.length + column;
      let d = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
      let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      let reciprocal = 1.0 / sqrt(variance[row] + p.eps);
      sum += d;
      sumHat += d * (((v - mean[row]) - mean[p.outer * p.period + row]) * reciprocal);
    }
    total += sum;
    totalHat += sumHat;
  }
  let first = (chunk * p.period + g) * p.length;
  for (var k = 0u; k < 4u; k++) {
    if wanted[k] < p.length { columnSums[first + wanted[k]] = vec2f(total[k], totalHat[k]); }
  }
}
