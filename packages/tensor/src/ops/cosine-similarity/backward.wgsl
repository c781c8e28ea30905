// da = dy (b / max(|b|, eps) - y a / |a|) / max(|a|, eps), without the second term where |a| is 0; and the same of b, when
// the two change places. One invocation for one line of elements along the axis.
//   dy, y: [outer, inner]; own, other, gradient: [outer, extent, inner]; norms: [outer, inner] of (|a|, |b|)

struct Params { outer: u32, extent: u32, inner: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read> own: array<f32>;
@group(0) @binding(3) var<storage, read> other: array<f32>;
@group(0) @binding(4) var<storage, read> norms: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override SWAPPED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// The divisors of a norm no smaller than eps. A NaN stays one.
fn divisors(n: vec2f) -> vec2f {
  return select(n, vec2f(p.eps), n < vec2f(p.eps));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let line = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if line >= p.outer * p.inner { return; }
  let first = line + (line / p.inner) * (p.extent - 1u) * p.inner;
  let end = first + p.extent * p.inner;
  var n = norms[line];
  if SWAPPED { n = n.yx; }
  let by = divisors(n);
  let factor = dy[line] / by.x;
  var along = 0.0;
  if n.x != 0.0 { along = y[line] / n.x; }
  for (var k = first; k < end; k += p.inner) { gradient[k] = factor * (other[k] / by.y - along * own[k]); }
}
