// Nearest-neighbour resampling. One invocation for one output element.
//   x: [planes, h, w]   y: [planes, oh, ow]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32, scaleY: f32, scaleX: f32, offset: f32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// The input that output `o` takes, of `n` along the axis: the one that its edge lies in, or its centre, half an output
// further. A product in f32, as PyTorch rounds it.
fn source(o: u32, n: u32, scale: f32) -> u32 {
  return min(u32((f32(o) + p.offset) * scale), n - 1u);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * p.ow) { return; }
  let row = i / (p.oh * p.ow) * p.h + source(i / p.ow % p.oh, p.h, p.scaleY);
  y[i] = x[row * p.w + source(i % p.ow, p.w, p.scaleX)];
}
