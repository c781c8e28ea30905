// y = (x - mean) / sqrt(variance + eps) * weight + bias of given statistics, as normalize.wgsl makes it, in the form
// that a captured step can join to the kernel that makes x. One invocation for four elements, perhaps of several planes.
//   x, y: [N, C, pixels] in fours; mean, variance: [C]; weight, bias: [C], read if WEIGHTED, BIASED

alias real = f32;

struct Params { planes: u32, channels: u32, pixels: u32, lanes: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> variance: array<f32>;
@group(0) @binding(3) var<storage, read> weight: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(6) var<uniform> p: Params;

override TRAINING: bool = false;
override WEIGHTED: bool = false;
override BIASED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn map(at: u32, v: vec4f) -> vec4f {
  let c = (vec4u(at) + vec4u(0u, 1u, 2u, 3u)) / p.pixels % p.channels;
  let pivot = vec4f(mean[c.x], mean[c.y], mean[c.z], mean[c.w]);
  var scale = 1.0 / sqrt(vec4f(variance[c.x], variance[c.y], variance[c.z], variance[c.w]) + p.eps);
  var shift = vec4f();
  if WEIGHTED { scale *= vec4f(weight[c.x], weight[c.y], weight[c.z], weight[c.w]); }
  if BIASED { shift = vec4f(bias[c.x], bias[c.y], bias[c.z], bias[c.w]); }
  return (v - pivot) * scale + shift;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if 4u * i >= p.planes * p.pixels { return; }
  y[i] = vec4<real>(map(4u * i, vec4f(x[i])));
}
