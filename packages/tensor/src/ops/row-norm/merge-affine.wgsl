// dbias and dweight, the sums of dy and dy * xhat over everything that shares a bias and a weight, from their parts:
// one workgroup for one weight.
//   affineSums: [outer, period, lanes] of (sum of dy, sum of dy * xhat); dweight, dbias: [period]

struct Params { outer: u32, period: u32, lanes: u32 }

@group(0) @binding(0) var<storage, read> affineSums: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> dweight: array<f32>;
@group(0) @binding(2) var<storage, read_write> dbias: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

var<workgroup> sums: array<vec2f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let a = group.x + group.y * groups.x;
  if a >= p.period { return; }
  let parts = p.outer * p.lanes;

  // Blocks of 16, so that no sum grows long.
  var sum = vec2f(0.0);
  for (var k = lane; k < parts;) {
    var block = vec2f(0.0);
    for (let stop = min(parts, k + 16u * WORKGROUP_SIZE); k < stop; k += WORKGROUP_SIZE) {
      block += affineSums[(k / p.lanes * p.period + a) * p.lanes + k % p.lanes];
    }
    sum += block;
  }
  sums[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { sums[lane] += sums[lane + half]; }
  }
  if lane != 0u { return; }
  dbias[a] = sums[0].x;
  dweight[a] = sums[0].y;
}
