// norm = sqrt(sum of the parts), or the largest with LARGEST, and coefficient = min(1, maxNorm / (norm + 1e-6)), a NaN
// where that is one. One workgroup.
//   partials: [parts]; norm, coefficient: [1]

struct Params { parts: u32, maxNorm: f32 }

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(0) @binding(1) var<storage, read_write> norm: array<f32>;
@group(0) @binding(2) var<storage, read_write> coefficient: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

override LARGEST: bool = false;
override WORKGROUP_SIZE: u32 = 256;

var<workgroup> lanes: array<f32, WORKGROUP_SIZE>;

// Of numbers that are not negative, as bits: NaN is above all.
fn largest(a: f32, b: f32) -> f32 {
  return bitcast<f32>(max(bitcast<u32>(a), bitcast<u32>(b)));
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  // Blocks of 32 parts, so that no sum grows long.
  var sum = 0.0;
  for (var i = lane; i < p.parts;) {
    var block = 0.0;
    for (var n = 0u; n < 32u && i < p.parts; n++) {
      if LARGEST { block = largest(block, partials[i]); } else { block += partials[i]; }
      i += WORKGROUP_SIZE;
    }
    if LARGEST { sum = largest(sum, block); } else { sum += block; }
  }
  lanes[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half {
      if LARGEST { lanes[lane] = largest(lanes[lane], lanes[lane + half]); } else { lanes[lane] += lanes[lane + half]; }
    }
  }
  if lane != 0u { return; }
  var total = lanes[0];
  if !LARGEST { total = sqrt(total); }
  norm[0] = total;
  let factor = p.maxNorm / (total + 1e-6);
  coefficient[0] = select(factor, 1.0, factor > 1.0);
}
