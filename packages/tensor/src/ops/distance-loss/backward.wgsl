// dx = dy scale f'(x - target), or dy f'(x - target) unless REDUCED, and with TARGET dtarget = -dx; 0 outside the mask. F
// picks f, by the codes of distances.ts. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1], or dy like x
//   x, target, gradient: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   knee: [1], where f changes its form, read by berHuLoss alone, a constant to the gradient

struct Params { size: u32, channels: u32, pixels: u32, knee: f32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read> knee: array<f32>;
@group(0) @binding(6) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

override F: u32 = 0;
override TARGET: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

// The sign of a NaN is a NaN.
fn signOf(d: f32) -> f32 {
  if d > 0.0 { return 1.0; }
  if d < 0.0 { return -1.0; }
  return d;
}

fn derivative(d: f32, k: f32) -> f32 {
  switch F {
    case 0u: { return signOf(d); }
    case 1u: { return 2.0 * d; }
    case 2u: {
      if abs(d) >= k { return k * signOf(d); }
      return d;
    }
    case 3u: {
      if abs(d) >= k { return signOf(d); }
      return d / k;
    }
    default: {
      if abs(d) <= k { return signOf(d); }
      return d / k;
    }
  }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  var first = i;
  if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
  var valid = true;
  if MASKED { valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u; }
  var k = p.knee;
  if F == 4u { k = knee[0]; }
  var factor = select(1.0, -1.0, TARGET);
  if REDUCED { factor *= dy[0] * scale[0]; }
  for (var c = 0u; c < p.channels; c++) {
    let at = first + c * p.pixels;
    var value = 0.0;
    if valid {
      value = factor * derivative(x[at] - target_[at], k);
      if !REDUCED { value *= dy[at]; }
    }
    gradient[at] = value;
  }
}
