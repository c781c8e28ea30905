// y = (x - mean) / sqrt(variance + eps) * weight + bias. One invocation for one lane of one segment, that is for every
// lanes-th element of it. A segment is a part of one row: a plane, which shares weight and bias, or, if ALONG, the row
// itself, along which they change.
//   x, y: [segments, length]; mean: [2, rows], a pivot and the rest; variance: [rows]; rows = segments / perRow
//   weight, bias: [period], or [period, length] if ALONG; read if WEIGHTED, BIASED

alias real = f32;

struct Params { segments: u32, length: u32, lanes: u32, perRow: u32, period: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> variance: array<f32>;
@group(0) @binding(3) var<storage, read> weight: array<f32>;
@group(0) @binding(4) var<storage, read> bias: array<f32>;
@group(0) @binding(5) var<storage, read_write> y: array<real>;
@group(0) @binding(6) var<uniform> p: Params;

override ALONG: bool = false;
override WEIGHTED: bool = false;
override BIASED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let segment = i / p.lanes;
  if segment >= p.segments { return; }
  let row = segment / p.perRow;
  let pivot = mean[row];
  let rest = mean[p.segments / p.perRow + row];
  let reciprocal = 1.0 / sqrt(variance[row] + p.eps);
  var at = segment * p.length + i % p.lanes;
  let end = (segment + 1u) * p.length;

  // Four at a time: what a turn costs is a good part of the time on software adapters.
  if ALONG {
    let back = (segment - segment % p.period) * p.length; // from an element to its weight
    for (; at + 3u * p.lanes < end; at += 4u * p.lanes) {
      let l = vec4u(at, at + p.lanes, at + 2u * p.lanes, at + 3u * p.lanes);
      let a = l - back;
      var v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      v = ((v - pivot) - rest) * reciprocal;
      if WEIGHTED { v *= vec4f(weight[a.x], weight[a.y], weight[a.z], weight[a.w]); }
      if BIASED { v += vec4f(bias[a.x], bias[a.y], bias[a.z], bias[a.w]); }
      y[l.x] = real(epilogue(l.x, v.x));
      y[l.y] = real(epilogue(l.y, v.y));
      y[l.z] = real(epilogue(l.z, v.z));
      y[l.w] = real(epilogue(l.w, v.w));
    }
    for (; at < end; at += p.lanes) {
      var v = ((f32(x[at]) - pivot) - rest) * reciprocal;
      if WEIGHTED { v *= weight[at - back]; }
      if BIASED { v += bias[at - back]; }
      y[at] = real(epilogue(at, v));
    }
    return;
  }
  var scale = reciprocal;
  var shift = 0.0;
  if WEIGHTED { scale *= weight[segment % p.period]; }
  if BIASED { shift = bias[segment % p.period]; }
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
