// Each element sums the cotangents of the windows that took it, among those that hold it: from ⌊i O / I⌋ to
// ⌈(i + 1) O / I⌉, the rule of the windows themselves with inputs and outputs exchanged. One invocation for one element
// of x.
//   dy, taken: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> taken: array<u32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.h * p.w) { return; }
  let plane = i / (p.h * p.w);
  let place = i % (p.h * p.w);
  let iy = place / p.w;
  let ix = place % p.w;
  let endY = ((iy + 1u) * p.oh + p.h - 1u) / p.h;
  let endX = ((ix + 1u) * p.ow + p.w - 1u) / p.w;

  var sum = 0.0;
  for (var oy = iy * p.oh / p.h; oy < endY; oy++) {
    for (var ox = ix * p.ow / p.w; ox < endX; ox++) {
      let o = (plane * p.oh + oy) * p.ow + ox;
      if (taken[o] == place) { sum += f32(dy[o]); }
    }
  }
  dx[i] = real(sum);
}
