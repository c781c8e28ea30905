// Bilinear resampling: the four inputs around an output's position, weighted. One invocation for one output element.
//   x: [planes, h, w]   y: [planes, oh, ow]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  stepY: u32, startY: i32, unitY: u32, stepX: u32, startX: i32, unitX: u32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

struct Source { low: u32, high: u32, share: f32 } // the share is that of `high`

// The inputs around output `o`, of `n` along the axis.
fn source(o: u32, n: u32, step: u32, start: i32, unit: u32) -> Source {
  let position = u32(max(i32(o * step) + start, 0));
  let low = position / unit;
  return Source(low, min(low + 1u, n - 1u), f32(position % unit) / f32(unit));
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.planes * p.oh * p.ow) { return; }
  let row = source(i / p.ow % p.oh, p.h, p.stepY, p.startY, p.unitY);
  let column = source(i % p.ow, p.w, p.stepX, p.startX, p.unitX);

  let first = i / (p.oh * p.ow) * p.h;
  let top = (first + row.low) * p.w;
  let bottom = (first + row.high) * p.w;
  let above = (1.0 - column.share) * f32(x[top + column.low]) + column.share * f32(x[top + column.high]);
  let below = (1.0 - column.share) * f32(x[bottom + column.low]) + column.share * f32(x[bottom + column.high]);
  y[i] = real(epilogue(i, (1.0 - row.share) * above + row.share * below));
}
