// y = exp(x - largest) / sum of exp(x - largest) along one axis, or its logarithm if LOG. One invocation for one line
// of elements along the axis.
//   x, y: [outer, extent, inner]

struct Params { outer: u32, extent: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override LOG: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// exp of what is not positive. A NaN stays one: SwiftShader's exp(NaN) is infinite.
fn expOf(v: f32) -> f32 {
  return select(v, exp(v), v < 1.0);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let line = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if line >= p.outer * p.inner { return; }
  let first = (line / p.inner) * p.extent * p.inner + line % p.inner;
  let end = first + p.extent * p.inner;

  var largest = x[first];
  for (var k = first + p.inner; k < end; k += p.inner) { largest = max(largest, x[k]); }
  // Blocks of 64, so that no sum grows long.
  var total = 0.0;
  for (var k = first; k < end;) {
    var block = 0.0;
    for (let stop = min(end, k + 64u * p.inner); k < stop; k += p.inner) { block += expOf(x[k] - largest); }
    total += block;
  }
  if LOG {
    var logTotal = total;
    if total > 0.0 { logTotal = log(total); } // not of a NaN
    for (var k = first; k < end; k += p.inner) { y[k] = (x[k] - largest) - logTotal; }
  } else {
    for (var k = first; k < end; k += p.inner) { y[k] = exp(x[k] - largest) / total; }
  }
}
