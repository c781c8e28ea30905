// Means of g and g * xhat over each row, where g = dy * weight, from the sums over its segments: one workgroup for one
// row.
//   segmentSums: [rows, perRow, lanes] of (sum of dy, sum of dy * xhat)
//   weight: [period / perRow, perRow], one for each segment of a row, read if WEIGHTED
//   rowMeans: [rows] of (mean of g, mean of g * xhat)

struct Params { rows: u32, perRow: u32, lanes: u32, period: u32, elements: f32 }

@group(0) @binding(0) var<storage, read> segmentSums: array<vec2f>;
@group(0) @binding(1) var<storage, read> weight: array<f32>;
@group(0) @binding(2) var<storage, read_write> rowMeans: array<vec2f>;
@group(0) @binding(3) var<uniform> p: Params;

override WEIGHTED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

var<workgroup> sums: array<vec2f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if row >= p.rows { return; }
  let parts = p.perRow * p.lanes;
  let firstWeight = row * p.perRow % p.period;

  // Blocks of 16, so that no sum grows long.
  var sum = vec2f(0.0);
  for (var k = lane; k < parts;) {
    var block = vec2f(0.0);
    for (let stop = min(parts, k + 16u * WORKGROUP_SIZE); k < stop; k += WORKGROUP_SIZE) {
      var part = segmentSums[row * parts + k];
      if WEIGHTED { part *= weight[firstWeight + k / p.lanes]; }
      block += part;
    }
    sum += block;
  }
  sums[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { sums[lane] += sums[lane + half]; }
  }
  if lane == 0u { rowMeans[row] = sums[0] / p.elements; }
}
