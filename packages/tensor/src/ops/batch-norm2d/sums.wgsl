// Sums of dy and dy * xhat over each channel, in parts: one invocation for one lane of one plane, that is for every
// lanes-th pixel of it. xhat = (x - mean) / sqrt(variance + eps).
//   dy, x: [N, C, pixels]; mean: [2, C] in training, a pivot and the rest, [C] in evaluation; variance: [C]
//   partialSums: [C, N, lanes] of (sum of dy, sum of dy * xhat)

alias real = f32;

struct Params { images: u32, channels: u32, pixels: u32, lanes: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read_write> partialSums: array<vec2f>;
@group(0) @binding(5) var<uniform> p: Params;

override TRAINING: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let plane = i / p.lanes;
  let lane = i % p.lanes;
  if plane >= p.images * p.channels { return; }
  let image = plane / p.channels;
  let c = plane % p.channels;
  let pivot = mean[c];
  var rest = 0.0;
  if TRAINING { rest = mean[p.channels + c]; }

  // Blocks of 16, so that no sum grows long.
  var at = plane * p.pixels + lane;
  let end = (plane + 1u) * p.pixels;
  var sums = vec2f(0.0);
  for (; at + 15u * p.lanes < end; at += 16u * p.lanes) {
    var block = vec2f(0.0);
    for (var k = at; k < at + 16u * p.lanes; k += 4u * p.lanes) {
      let l = vec4u(k, k + p.lanes, k + 2u * p.lanes, k + 3u * p.lanes);
      let g = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
      let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      block += vec2f(dot(g, vec4f(1.0)), dot(g, (v - pivot) - rest));
    }
    sums += block;
  }
  for (; at < end; at += p.lanes) { sums += f32(dy[at]) * vec2f(1.0, (f32(x[at]) - pivot) - rest); }
  sums.y /= sqrt(variance[c] + p.eps);
  partialSums[(c * p.images + image) * p.lanes + lane] = sums;
}
