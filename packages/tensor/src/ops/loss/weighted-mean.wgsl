// y = scale * sum of values, with scale = 1 / sum of weights, 0 where nothing has weight; without MEAN the given factor.
// One workgroup.
//   partials: [parts] of (sum of values, sum of weights); y, scale: [1]

struct Params { parts: u32, factor: f32 }

@group(0) @binding(0) var<storage, read> partials: array<vec2f>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<storage, read_write> scale: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override MEAN: bool = true;
override WORKGROUP_SIZE: u32 = 256;

var<workgroup> sums: array<vec2f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  // Sums of up to 32 parts, and then of those: a long sum in a row would lose digits.
  var sum = vec2f(0.0);
  for (var i = lane; i < p.parts;) {
    var block = vec2f(0.0);
    for (var n = 0u; n < 32u && i < p.parts; n++) {
      block += partials[i];
      i += WORKGROUP_SIZE;
    }
    sum += block;
  }
  sums[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { sums[lane] += sums[lane + half]; }
  }
  if lane != 0u { return; }
  sum = sums[0];
  var factor = p.factor;
  if MEAN {
    factor = 0.0;
    if sum.y != 0.0 { factor = 1.0 / sum.y; }
  }
  y[0] = sum.x * factor;
  scale[0] = factor;
}
