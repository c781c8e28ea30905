// y = (x - mean) / sqrt(variance + eps) * weight + bias. One invocation for one
// lane of one plane, that is for every lanes-th pixel of it.
//   x, y: [N, C, pixels]; mean: [2, C] in training, a pivot and the rest, [C] in evaluation; variance: [C]
//   weight, bias: [C], read if WEIGHTED, BIASED

alias real = f32;

struct Params { planes: u32, channels: u32, pixels: u32, lanes: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> variance: array<f32>;
@group(0) @binding(3) var<storage, read> weight: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<real>;
@group(0) @binding(6) var<uniform> p: Params;

override TRAINING: bool = false;
override WEIGHTED: bool = false;
override BIASED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let plane = i / p.lanes;
  if plane >= p.planes { return; }
  let c = plane % p.channels;
  let pivot = mean[c];
  var scale = 1.0 / sqrt(variance[c] + p.eps);
  var shift = 0.0;
  var rest = 0.0;
  if TRAINING { rest = mean[p.channels + c]; }
  if WEIGHTED { scale *= weight[c]; }
  if BIASED { shift = bias[c]; }
  let end = (plane + 1u) * p.pixels;
  var at = plane * p.pixels + i % p.lanes;
  // Four at a time: what a turn costs is a good part of the time on software adapters.
  for (; at + 3u * p.lanes < end; at += 4u * p.lanes) {
    let l = vec4u(at, at + p.lanes, at + 2u * p.lanes, at + 3u * p.lanes);
    let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
    let made = ((v - pivot) - rest) * scale + shift;
    y[l.x] = real(epilogue(l.x, made.x));
    y[l.y] = real(epilogue(l.y, made.y));
    y[l.z] = real(epilogue(l.z, made.z));
    y[l.w] = real(epilogue(l.w, made.w));
  }
  for (; at < end; at += p.lanes) { y[at] = real(epilogue(at, ((f32(x[at]) - pivot) - rest) * scale + shift)); }
}
