// dlogits = dy scale weight ((1 - target) sigmoid(logit) - posWeight target sigmoid(-logit)), or with TARGET
// dtarget = dy scale weight (posWeight softplus(-logit) - softplus(logit)); without scale unless REDUCED, 0 outside the
// mask. One invocation for one pixel. What lies outside the mask is not read.
//   dy, scale: [1], or dy like logits
//   logits, target, gradient: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   weight, posWeight: any that broadcast to logits, by strides from the innermost axis; read if WEIGHTED, POSITIVE

struct Params {
  extents: array<vec4u, 2>, weightStrides: array<vec4u, 2>, posStrides: array<vec4u, 2>,
  size: u32, channels: u32, pixels: u32,
}

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> logits: array<f32>;
@group(0) @binding(3) var<storage, read> target_: array<f32>;
@group(0) @binding(4) var<storage, read> mask: array<u32>;
@group(0) @binding(5) var<storage, read> weight: array<f32>;
@group(0) @binding(6) var<storage, read> posWeight: array<f32>;
@group(0) @binding(7) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(8) var<uniform> p: Params;

override AXES: u32 = 1;
override TARGET: bool = false;
override WEIGHTED: bool = false;
override POSITIVE: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

// Where the weights of element i are. Software adapters index uniforms slowly: three axes without.
fn place(i: u32) -> vec2u {
  let row = i / p.extents[0].x;
  var rest = row / p.extents[0].y;
  var at = (i - row * p.extents[0].x) * vec2u(p.weightStrides[0].x, p.posStrides[0].x)
    + (row - rest * p.extents[0].y) * vec2u(p.weightStrides[0].y, p.posStrides[0].y);
  if AXES <= 3u { return at + rest * vec2u(p.weightStrides[0].z, p.posStrides[0].z); }
  for (var axis = 2u; axis < AXES; axis++) {
    let extent = p.extents[axis >> 2u][axis & 3u];
    at += (rest % extent) * vec2u(p.weightStrides[axis >> 2u][axis & 3u], p.posStrides[axis >> 2u][axis & 3u]);
    rest /= extent;
  }
  return at;
}

// log(1 + exp(-a)) for a that is not negative, to the last digits where it is small: 2 artanh(u / (2 + u)), u = exp(-a).
fn logOnePlusExp(a: f32) -> f32 {
  let u = exp(-a);
  let s = u / (2.0 + u);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

// SwiftShader's exp(NaN) is infinite, and makes a NaN here.
fn byLogit(v: f32, t: f32, positive: f32) -> f32 {
  let u = exp(-abs(v));
  let larger = 1.0 / (1.0 + u); // of sigmoid(v) and sigmoid(-v)
  let smaller = u / (1.0 + u);
  return (1.0 - t) * select(larger, smaller, v < 0.0) - positive * t * select(smaller, larger, v < 0.0);
}

fn byTarget(v: f32, positive: f32) -> f32 {
  let rest = logOnePlusExp(abs(v));
  return positive * (select(-v, 0.0, v > 0.0) + rest) - (select(v, 0.0, v < 0.0) + rest);
}

fn derivative(i: u32) -> f32 {
  var positive = 1.0;
  var w = 1.0;
  if WEIGHTED || POSITIVE {
    let at = place(i);
    if WEIGHTED { w = weight[at.x]; }
    if POSITIVE { positive = posWeight[at.y]; }
  }
  if TARGET { return w * byTarget(logits[i], positive); }
  return w * byLogit(logits[i], target_[i], positive);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  var first = i;
  if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
  var valid = true;
  if MASKED { valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u; }
  for (var c = 0u; c < p.channels; c++) {
    let at = first + c * p.pixels;
    var value = 0.0;
    if valid {
      var factor = 0.0;
      if REDUCED { factor = dy[0] * scale[0]; } else { factor = dy[at]; }
      value = factor * derivative(at);
    }
    gradient[at] = value;
  }
}
