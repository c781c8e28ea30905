// Mean and squared deviations of each channel, in parts: one invocation for one lane of one plane, that is for every
// lanes-th pixel of it. Values are taken relative to a pivot, so that a mean far from 0 costs no digits, and blocks
// of 16 are merged by Chan, Golub and LeVeque's formula, so that no sum grows long.
//   x: [N, C, pixels]
//   partials: [C, N, lanes] of (count, pivot, mean - pivot, sum of squared deviations from the mean)

alias real = f32;

struct Params { images: u32, channels: u32, pixels: u32, lanes: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> partials: array<vec4f>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn four(first: u32) -> vec4f {
  return vec4f(
    f32(x[first]), f32(x[first + p.lanes]), f32(x[first + 2u * p.lanes]), f32(x[first + 3u * p.lanes]),
  );
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let plane = i / p.lanes;
  let lane = i % p.lanes;
  if plane >= p.images * p.channels { return; }

  var at = plane * p.pixels + lane;
  let end = (plane + 1u) * p.pixels;
  let pivot = f32(x[at]);
  var count = 0.0;
  var mean = 0.0;
  var m2 = 0.0;
  for (; at + 15u * p.lanes < end; at += 16u * p.lanes) {
    let a = four(at) - pivot;
    let b = four(at + 4u * p.lanes) - pivot;
    let c = four(at + 8u * p.lanes) - pivot;
    let d = four(at + 12u * p.lanes) - pivot;
    let blockMean = dot((a + b) + (c + d), vec4f(1.0)) / 16.0;
    let da = a - blockMean;
    let db = b - blockMean;
    let dc = c - blockMean;
    let dd = d - blockMean;
    let delta = blockMean - mean;
    let share = 16.0 / (count + 16.0);
    m2 += dot((da * da + db * db) + (dc * dc + dd * dd), vec4f(1.0)) + delta * delta * count * share;
    mean += delta * share;
    count += 16.0;
  }
  for (; at < end; at += p.lanes) {
    let v = f32(x[at]) - pivot;
    let delta = v - mean;
    count += 1.0;
    mean += delta / count;
    m2 += delta * (v - mean);
  }

  let image = plane / p.channels;
  let channel = plane % p.channels;
  partials[(channel * p.images + image) * p.lanes + lane] = vec4f(count, pivot, mean, m2);
}
