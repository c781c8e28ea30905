// dbias and dweight, the sums of dy and dy * xhat over each channel, from their parts: one workgroup for one channel.
//   partialSums: [C, parts] of (sum of dy, sum of dy * xhat); dweight, dbias: [C]

struct Params { channels: u32, parts: u32 }

@group(0) @binding(0) var<storage, read> partialSums: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> dweight: array<f32>;
@group(0) @binding(2) var<storage, read_write> dbias: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

var<workgroup> lanes: array<vec2f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = group.x + group.y * groups.x;
  if channel >= p.channels { return; }
  var sum = vec2f(0.0);
  for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) { sum += partialSums[channel * p.parts + i]; }
  lanes[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { lanes[lane] += lanes[lane + half]; }
  }
  if lane != 0u { return; }
  dbias[channel] = lanes[0].x;
  dweight[channel] = lanes[0].y;
}
