// As backward-x.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for the inputs at one
// place of four planes, which share their weights.
//   dy: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  stepY: u32, startY: i32, unitY: u32, stepX: u32, startX: i32, unitX: u32,
}

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// The weight with which output `o` reads input `i`, of `n` along the axis.
fn weight(i: u32, o: u32, n: u32, step: u32, start: i32, unit: u32) -> f32 {
  let position = u32(max(i32(o * step) + start, 0));
  let low = position / unit;
  let share = f32(position % unit) / f32(unit);
  return select(0.0, 1.0 - share, i == low) + select(0.0, share, i == min(low + 1u, n - 1u));
}

// The first output past input `i - 1`, and the first that has reached input `i + 1`: between them they read input `i`.
fn first(i: u32, step: u32, start: i32, unit: u32) -> u32 {
  let units = (i32(i) - 1) * i32(unit) - start;
  return select(u32(units) / max(step, 1u) + 1u, 0u, step == 0u || units < 0);
}
fn end(i: u32, m: u32, step: u32, start: i32, unit: u32) -> u32 {
  let units = (i32(i) + 1) * i32(unit) - start;
  return select(min(m, (u32(max(units, 0)) + step - 1u) / max(step, 1u)), m, step == 0u);
}

// A captured step puts here what maps each result before it is stored.
fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= (p.planes + 3u) / 4u * p.h * p.w) { return; }
  let place = i % (p.h * p.w);
  let iy = place / p.w;
  let ix = place % p.w;
  // Planes beyond the last repeat it, and are not written.
  let planes = vec4u(4u * (i / (p.h * p.w))) + vec4u(0, 1, 2, 3);
  let bases = min(planes, vec4u(p.planes - 1u)) * p.oh * p.ow;
  let endY = end(iy, p.oh, p.stepY, p.startY, p.unitY);
  let endX = end(ix, p.ow, p.stepX, p.startX, p.unitX);
  let firstX = first(ix, p.stepX, p.startX, p.unitX);

  var sum = vec4f();
  for (var oy = first(iy, p.stepY, p.startY, p.unitY); oy < endY; oy++) {
    let weightY = weight(iy, oy, p.h, p.stepY, p.startY, p.unitY);
    for (var ox = firstX; ox < endX; ox++) {
      let at = bases + oy * p.ow + ox;
      let both = weightY * weight(ix, ox, p.w, p.stepX, p.startX, p.unitX);
      sum += both * vec4f(vec4(dy[at.x], dy[at.y], dy[at.z], dy[at.w]));
    }
  }
  for (var k = 0u; k < 4u; k++) {
    if (planes[k] < p.planes) {
      let at = planes[k] * p.h * p.w + place;
      dx[at] = real(epilogue(at, sum[k]));
    }
  }
}
