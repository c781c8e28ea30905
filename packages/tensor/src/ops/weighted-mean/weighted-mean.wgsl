// y = scale * sum of values, with scale = 1 / sum of weights. Without any weight, as without MEAN, scale is 1: the sum
// of values is then 0, or NaN. One workgroup.
//   partials: [parts] of (sum of values, sum of weights); y, scale: [1]

struct Params { parts: u32 }

@group(0) @binding(0) var<storage, read> partials: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> scale: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override MEAN: bool = true;
override WORKGROUP_SIZE: u32 = 256;

var<workgroup> sums: array<vec2f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  var sum = vec2f(0.0);
  for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) { sum += partials[i]; }
  sums[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { sums[lane] += sums[lane + half]; }
  }
  if lane != 0u { return; }
  sum = sums[0];
  var factor = 1.0;
  if MEAN && sum.y != 0.0 { factor = 1.0 / sum.y; }
  y[0] = sum.x * factor;
  scale[0] = factor;
}
