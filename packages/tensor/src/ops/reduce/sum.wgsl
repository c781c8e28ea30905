// y[o, c, i] = 1/divisor Σ_j x[o, c + j chunks, i]: sums along one axis, of every chunks-th element each, so that
// neighbouring invocations read neighbouring elements. One invocation for each sum.
//   x: [outer, extent, inner], y: [outer, chunks, inner] = [size]

alias real = f32;

struct Params { extent: u32, inner: u32, chunks: u32, size: u32, divisor: f32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  let step = p.chunks * p.inner;
  let outer = i / step;
  let end = (outer + 1u) * p.extent * p.inner;
  // Sums of up to 32 elements, and then of those: a long sum in a row would lose digits. Four to a turn of the loop.
  var total = 0.0;
  var at = outer * p.extent * p.inner + i % step;
  while (at + 3u * step < end) {
    var block = 0.0;
    for (var n = 0; n < 8 && at + 3u * step < end; n++) {
      block += (f32(x[at]) + f32(x[at + step])) + (f32(x[at + 2u * step]) + f32(x[at + 3u * step]));
      at += 4u * step;
    }
    total += block;
  }
  for (; at < end; at += step) { total += f32(x[at]); }
  y[i] = total / p.divisor;
}
