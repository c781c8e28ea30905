// y = sum of (a / max(|a|, eps)) (b / max(|b|, eps)) along one axis. One invocation for one line of elements along the
// axis.
//   a, b: [outer, extent, inner]; y: [outer, inner]; norms: [outer, inner] of (|a|, |b|)

struct Params { outer: u32, extent: u32, inner: u32, eps: f32 }

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> norms: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

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

  // Blocks of 64, so that no sum grows long.
  var squares = vec2f();
  for (var k = first; k < end;) {
    var block = vec2f();
    for (let stop = min(end, k + 64u * p.inner); k < stop; k += p.inner) {
      let v = vec2f(a[k], b[k]);
      block += v * v;
    }
    squares += block;
  }
  let n = sqrt(squares);
  norms[line] = n;
  let by = divisors(n);
  // Each divided on its own: a product of sums would overflow long before its quotient.
  var total = 0.0;
  for (var k = first; k < end;) {
    var block = 0.0;
    for (let stop = min(end, k + 64u * p.inner); k < stop; k += p.inner) { block += (a[k] / by.x) * (b[k] / by.y); }
    total += block;
  }
  y[line] = total;
}
