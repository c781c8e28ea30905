// Mean and variance of each channel from its parts, and a step of the running ones: one workgroup for one channel.
//   partials: [C, parts] of (count, pivot, mean - pivot, sum of squared deviations from the mean)
//   runningMean, runningVar: [C], moved by momentum towards the mean and the unbiased variance
//   mean: [2, C], a pivot and what the mean is above it; variance: [C], biased

struct Params { channels: u32, parts: u32, momentum: f32 }

@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> runningMean: array<f32>;
@group(0) @binding(2) var<storage, read_write> runningVar: array<f32>;
@group(0) @binding(3) var<storage, read_write> mean: array<f32>;
@group(0) @binding(4) var<storage, read_write> variance: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// (count, mean - pivot of the channel, sum of squared deviations from the mean)
var<workgroup> lanes: array<vec3f, WORKGROUP_SIZE>;

// Chan, Golub and LeVeque's formula; either side may be empty.
fn merged(a: vec3f, b: vec3f) -> vec3f {
  let delta = b.y - a.y;
  let share = b.x / max(a.x + b.x, 1.0);
  return vec3f(a.x + b.x, a.y + delta * share, a.z + b.z + delta * delta * a.x * share);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let channel = group.x + group.y * groups.x;
  if channel >= p.channels { return; }
  let first = channel * p.parts;
  let pivot = partials[first].y;

  var sum = vec3f(0.0);
  for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) {
    let part = partials[first + i];
    sum = merged(sum, vec3f(part.x, (part.y - pivot) + part.z, part.w));
  }
  lanes[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { lanes[lane] = merged(lanes[lane], lanes[lane + half]); }
  }
  if lane != 0u { return; }

  let all = lanes[0];
  mean[channel] = pivot;
  mean[p.channels + channel] = all.y;
  variance[channel] = all.z / all.x;
  runningMean[channel] += p.momentum * ((pivot + all.y) - runningMean[channel]);
  runningVar[channel] += p.momentum * (all.z / (all.x - 1.0) - runningVar[channel]);
}
