// y = share of the largest of the parts. One workgroup.
//   largest: [parts], bits of f32 that are not negative; y: [1]

struct Params { parts: u32, share: f32 }

@group(0) @binding(0) var<storage, read> largest: array<u32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 256;

var<workgroup> lanes: array<u32, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(local_invocation_index) lane: u32) {
  var bits = 0u;
  for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) { bits = max(bits, largest[i]); }
  lanes[lane] = bits;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { lanes[lane] = max(lanes[lane], lanes[lane + half]); }
  }
  if lane == 0u { y[0] = p.share * bitcast<f32>(lanes[0]); }
}
