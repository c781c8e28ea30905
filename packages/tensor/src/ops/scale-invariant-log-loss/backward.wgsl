// dx = dy scale (a (d - m) + b) / x, with d = log(x / target), or with TARGET dtarget = -dy scale (a (d - m) + b) / target; 0
// outside the mask. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1]; x, target, gradient: [N, channels, pixels], size = N pixels = groups items; elements for pixels
//   without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED; slopes: [groups] of (m, a, b, 0)

struct Params { size: u32, items: u32, channels: u32, pixels: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read> slopes: array<vec4f>;
@group(0) @binding(6) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

override TARGET: bool = false;
override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// log(a / b), by 2 artanh((a - b) / (a + b)) where the two are alike, to the last digits. Unless both are positive the
// moments are NaN anyway.
fn logRatio(a: f32, b: f32) -> f32 {
  let s = (a - b) / (a + b);
  let q = s * s;
  if q < 1.0 / 9.0 {
    return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
  }
  return log(a / b);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  var first = i;
  if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
  var valid = true;
  if MASKED { valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u; }
  let slope = slopes[i / p.items];
  let factor = dy[0] * scale[0];
  for (var c = 0u; c < p.channels; c++) {
    let at = first + c * p.pixels;
    var value = 0.0;
    if valid {
      value = factor * (slope.y * (logRatio(x[at], target_[at]) - slope.x) + slope.z);
      if TARGET { value /= -target_[at]; } else { value /= x[at]; }
    }
    gradient[at] = value;
  }
}
