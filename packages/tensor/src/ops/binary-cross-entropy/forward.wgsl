// weight (posWeight target softplus(-logit) + (1 - target) softplus(logit)) of each element of the pixels that the mask
// holds, 0 outside, where softplus(x) = log(1 + exp(x)). Where REDUCED, summed up in parts, with the number of elements.
// One invocation for one part: pixels i, i + parts, ... What lies outside the mask is not read.
//   logits, target: [N, channels, pixels], size = N pixels; elements for pixels without MASKED
//   mask: [N, pixels], four bytes to a word, read if MASKED
//   weight, posWeight: any that broadcast to logits, by strides from the innermost axis; read if WEIGHTED, POSITIVE
//   result: [parts] of (sum, number of elements), or like logits

struct Params {
  extents: array<vec4u, 2>, weightStrides: array<vec4u, 2>, posStrides: array<vec4u, 2>,
  size: u32, channels: u32, pixels: u32, parts: u32,
}

@group(0) @binding(0) var<storage, read> logits: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read> weight: array<f32>;
@group(0) @binding(4) var<storage, read> posWeight: array<f32>;
@group(0) @binding(5) var<storage, read_write> result: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override AXES: u32 = 1;
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

// Not max(): a NaN stays one. SwiftShader's exp(NaN) is infinite.
fn loss(v: f32, t: f32, positive: f32) -> f32 {
  let rest = logOnePlusExp(abs(v));
  let softplus = select(v, 0.0, v < 0.0) + rest;
  let softplusOfMinus = select(-v, 0.0, v > 0.0) + rest;
  return positive * t * softplusOfMinus + (1.0 - t) * softplus;
}

fn valueOf(i: u32) -> f32 {
  var positive = 1.0;
  var w = 1.0;
  if WEIGHTED || POSITIVE {
    let at = place(i);
    if WEIGHTED { w = weight[at.x]; }
    if POSITIVE { positive = posWeight[at.y]; }
  }
  return w * loss(logits[i], target_[i], positive);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    var first = i;
    if p.channels > 1u { first += (i / p.pixels) * (p.channels - 1u) * p.pixels; }
    var valid = true;
    if MASKED {
      valid = ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) != 0u;
      if REDUCED && !valid { continue; }
    }
    for (var c = 0u; c < p.channels; c++) {
      let at = first + c * p.pixels;
      var value = 0.0;
      if valid { value = valueOf(at); }
      if REDUCED { sum += vec2f(value, 1.0); } else { result[at] = value; }
    }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
