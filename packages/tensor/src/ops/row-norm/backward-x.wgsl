// dx = (g - mean of g - xhat * mean of g * xhat) / sqrt(variance + eps), where g = dy * weight, the means are those of
// the row, and xhat = (x - mean) / sqrt(variance + eps). One invocation for one lane of one segment, that is for every
// lanes-th element of it. A segment is a plane, which shares a weight, or, if ALONG, the row, along which it changes.
//   dy, x, dx: [segments, length]; mean: [2, rows], a pivot and the rest; variance: [rows]; rows = segments / perRow
//   weight: [period], or [period, length] if ALONG; read if WEIGHTED
//   rowMeans: [rows] of (mean of g, mean of g * xhat)

alias real = f32;

struct Params { segments: u32, length: u32, lanes: u32, perRow: u32, period: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> x: array<real>;
@group(0) @binding(2) var<storage, read> mean: array<f32>;
@group(0) @binding(3) var<storage, read> variance: array<f32>;
@group(0) @binding(4) var<storage, read> weight: array<f32>;
@group(0) @binding(5) var<storage, read> rowMeans: array<vec2f>;
@group(0) @binding(6) var<storage, read_write> dx: array<real>;
@group(0) @binding(7) var<uniform> p: Params;

override ALONG: bool = false;
override WEIGHTED: bool = false;
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
  // dx = (dy * weight - level - (x - mean) * slope) * reciprocal
  let level = rowMeans[row].x;
  let slope = rowMeans[row].y * reciprocal;
  var at = segment * p.length + i % p.lanes;
  let end = (segment + 1u) * p.length;

  // Four at a time: what a turn costs is a good part of the time on software adapters.
  if ALONG {
    let back = (segment - segment % p.period) * p.length; // from an element to its weight
    for (; at + 3u * p.lanes < end; at += 4u * p.lanes) {
      let l = vec4u(at, at + p.lanes, at + 2u * p.lanes, at + 3u * p.lanes);
      let a = l - back;
      var g = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
      if WEIGHTED { g *= vec4f(weight[a.x], weight[a.y], weight[a.z], weight[a.w]); }
      let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
      let made = (g - level - ((v - pivot) - rest) * slope) * reciprocal;
      dx[l.x] = real(epilogue(l.x, made.x));
      dx[l.y] = real(epilogue(l.y, made.y));
      dx[l.z] = real(epilogue(l.z, made.z));
      dx[l.w] = real(epilogue(l.w, made.w));
    }
    for (; at < end; at += p.lanes) {
      var g = f32(dy[at]);
      if WEIGHTED { g *= weight[at - back]; }
      dx[at] = real(epilogue(at, (g - level - ((f32(x[at]) - pivot) - rest) * slope) * reciprocal));
    }
    return;
  }
  var factor = 1.0;
  if WEIGHTED { factor = weight[segment % p.period]; }
  for (; at + 3u * p.lanes < end; at += 4u * p.lanes) {
    let l = vec4u(at, at + p.lanes, at + 2u * p.lanes, at + 3u * p.lanes);
    let d = vec4f(f32(dy[l.x]), f32(dy[l.y]), f32(dy[l.z]), f32(dy[l.w]));
    let v = vec4f(f32(x[l.x]), f32(x[l.y]), f32(x[l.z]), f32(x[l.w]));
    let made = (d * factor - level - ((v - pivot) - rest) * slope) * reciprocal;
    dx[l.x] = real(epilogue(l.x, made.x));
    dx[l.y] = real(epilogue(l.y, made.y));
    dx[l.z] = real(epilogue(l.z, made.z));
    dx[l.w] = real(epilogue(l.w, made.w));
  }
  for (; at < end; at += p.lanes) {
    let g = f32(dy[at]) * factor;
    dx[at] = real(epilogue(at, (g - level - ((f32(x[at]) - pivot) - rest) * slope) * reciprocal));
  }
}
