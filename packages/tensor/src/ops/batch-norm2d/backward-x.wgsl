// dx = scale dy in evaluation, scale (dy - mean of dy - xhat * mean of dy * xhat) in training, where
// scale = weight / sqrt(variance + eps) and xhat = (x - mean) / sqrt(variance + eps). One invocation for one
// lane of one plane, that is for every lanes-th pixel of it.
//   dy, x, dx: [N, C, pixels]; mean: [2, C], a pivot and the rest; variance: [C]; weight: [C], read if WEIGHTED
//   dweight, dbias: [C], the sums of dy * xhat and dy; mean, dweight, dbias and x are read in training alone

alias real = f32;

struct Params { planes: u32, channels: u32, pixels: u32, lanes: u32, perChannel: f32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read> weight: array<f32>;
@group(0) @binding(5) var<storage, read> dweight: array<f32>;
@group(0) @binding(6) var<storage, read> dbias: array<f32>;
@group(0) @binding(7) var<storage, read_write> dx: array<real>;
@group(0) @binding(8) var<uniform> p: Params;

override TRAINING: bool = false;
override WEIGHTED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let plane = i / p.lanes;
  if plane >= p.planes { return; }
  let c = plane % p.channels;
  let reciprocal = 1.0 / sqrt(variance[c] + p.eps);
  var scale = reciprocal;
  if WEIGHTED { scale *= weight[c]; }
  let end = (plane + 1u) * p.pixels;
  var at = plane * p.pixels + i % p.lanes;
  // dx = (dy - level - (x - mean) * slope) * scale
  var pivot = 0.0;
  var rest = 0.0;
  var level = 0.0;
  var slope = 0.0;
  if TRAINING {
    pivot = mean[c];
    rest = mean[p.channels + c];
    level = dbias[c] / p.perChannel;
    slope = reciprocal * dweight[c] / p.perChannel;
  }
  // Four at a time: what a turn costs is a good part of the time on software adapters.
  for (; at + 3u * p.lanes < end; at += 4u * p.lanes) {
    let l = vec4u(at, at + p.lanes, at + 2u * p.lanes, at + 3u * p.lanes);
    var g = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
    if TRAINING {
      let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      g -= level + ((v - pivot) - rest) * slope;
    }
    let made = g * scale;
    dx[l.x] = real(epilogue(l.x, made.x));
    dx[l.y] = real(epilogue(l.y, made.y));
    dx[l.z] = real(epilogue(l.z, made.z));
    dx[l.w] = real(epilogue(l.w, made.w));
  }
  for (; at < end; at += p.lanes) {
    var g = f32(dy[at]);
    if TRAINING { g -= level + ((f32(x[at]) - pivot) - rest) * slope; }
    dx[at] = real(epilogue(at, g * scale));
  }
}
