// Adjoint of forward.wgsl as a gather: each input sums the outputs that take it, which lie side by side. One
// invocation for one input element.
//   dy: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params { planes: u32, h: u32, w: u32, oh: u32, ow: u32, scaleY: f32, scaleX: f32, offset: f32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn source(o: u32, n: u32, scale: f32) -> u32 {
  return min(u32((f32(o) + p.offset) * scale), n - 1u);
}

// The first output that takes input `i` or one after it.
fn first(i: u32, n: u32, m: u32, scale: f32) -> u32 {
  var o = u32(max(f32(i) / scale - p.offset - 1.0, 0.0)); // one too early, or more: the quotient is rounded
  while (o < m && source(o, n, scale) < i) { o++; }
  return o;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.h * p.w) { return; }
  let plane = i / (p.h * p.w);
  let iy = i / p.w % p.h;
  let ix = i % p.w;
  let firstX = first(ix, p.w, p.ow, p.scaleX);

  var sum = 0.0;
  for (var oy = first(iy, p.h, p.oh, p.scaleY); oy < p.oh && source(oy, p.h, p.scaleY) == iy; oy++) {
    for (var ox = firstX; ox < p.ow && source(ox, p.w, p.scaleX) == ix; ox++) {
      sum += f32(dy[(plane * p.oh + oy) * p.ow + ox]);
    }
  }
  dx[i] = real(sum);
}
