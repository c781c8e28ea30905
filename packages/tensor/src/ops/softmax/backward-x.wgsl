// dx = y (dy - sum of dy y along the axis), or dy - exp(y) sum of dy if LOG. One invocation for one line of elements
// along the axis.
//   dy, y, dx: [outer, extent, inner]

struct Params { outer: u32, extent: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> dx: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override LOG: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// exp of what is not positive but for rounding. A NaN stays one: SwiftShader's exp(NaN) is infinite.
fn expOf(v: f32) -> f32 {
  return select(v, exp(v), v < 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let line = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if line >= p.outer * p.inner { return; }
  let first = (line / p.inner) * p.extent * p.inner + line % p.inner;
  let end = first + p.extent * p.inner;

  // Blocks of 64, so that no sum grows long.
  var total = 0.0;
  for (var k = first; k < end;) {
    var block = 0.0;
    for (let stop = min(end, k + 64u * p.inner); k < stop; k += p.inner) {
      if LOG { block += dy[k]; } else { block += dy[k] * y[k]; }
    }
    total += block;
  }
  for (var k = first; k < end; k += p.inner) {
    if LOG { dx[k] = dy[k] - expOf(y[k]) * total; } else { dx[k] = y[k] * (dy[k] - total); }
  }
}
