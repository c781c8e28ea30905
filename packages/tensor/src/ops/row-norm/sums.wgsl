// Sums of dy and dy * xhat over each segment, in parts: one invocation for one lane of one segment, that is for every
// lanes-th element of it. A segment is a plane, which shares a weight that is not counted here, or, if ALONG, a whole
// row, along which dy counts by its weight. xhat = (x - mean) / sqrt(variance + eps).
//   dy, x: [segments, length]; mean: [2, rows], a pivot and the rest; variance: [rows]; rows = segments / perRow
//   weight: [period, length], read if ALONG and WEIGHTED
//   segmentSums: [segments, lanes] of (sum of dy, sum of dy * xhat)

alias real = f32;

struct Params { segments: u32, length: u32, lanes: u32, perRow: u32, period: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read> weight: array<f32>;
@group(0) @binding(5) var<storage, read_write> segmentSums: array<vec2f>;
@group(0) @binding(6) var<uniform> p: Params;

override ALONG: bool = false;
override WEIGHTED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let segment = i / p.lanes;
  if segment >= p.segments { return; }
  let row = segment / p.perRow;
  let pivot = mean[row];
  let rest = mean[p.segments / p.perRow + row];
  let back = (segment - segment % p.period) * p.length; // from an element to its weight, if ALONG

  // Blocks of 16, so that no sum grows long.
  var at = segment * p.length + i % p.lanes;
  let end = (segment + 1u) * p.length;
  var sums = vec2f(0.0);
  for (; at + 15u * p.lanes < end; at += 16u * p.lanes) {
    var block = vec2f(0.0);
    for (var k = at; k < at + 16u * p.lanes; k += 4u * p.lanes) {
      let l = vec4u(k, k + p.lanes, k + 2u * p.lanes, k + 3u * p.lanes);
      var g = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
      if ALONG {
        if WEIGHTED { g *= vec4f(weight[l.x - back], weight[l.y - back], weight[l.z - back], weight[l.w - back]); }
      }
      let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      block += vec2f(dot(g, vec4f(1.0)), dot(g, (v - pivot) - rest));
    }
    sums += block;
  }
  for (; at < end; at += p.lanes) {
    var g = f32(dy[at]);
    if ALONG {
      if WEIGHTED { g *= weight[at - back]; }
    }
    sums += g * vec2f(1.0, (f32(x[at]) - pivot) - rest);
  }
  sums.y /= sqrt(variance[row] + p.eps);
  segmentSums[i] = sums;
}
