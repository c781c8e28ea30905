// As forward.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of windows along
// a row.
//   x: [planes, h, w]   y: [planes, oh, ow]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  kernelY: u32, strideY: u32, paddingY: u32, paddedH: u32, // padding before the image; the extent with all of it
  kernelX: u32, strideX: u32, paddingX: u32, paddedW: u32,
  countPadding: u32, divisor: i32, // divisor 0: as many elements as the window holds
}

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 8; // windows of one invocation

struct Span { begin: u32, end: u32, padded: u32 } // elements of a window, and how many with its padding

fn span(o: u32, n: u32, kernel: u32, stride: u32, padding: u32, padded: u32) -> Span {
  let start = o * stride; // counted from the start of the padding
  let stop = min(start + kernel, padded);
  return Span(max(start, padding) - padding, min(max(stop, padding) - padding, n), stop - start);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let runs = (p.ow + RUN - 1u) / RUN;
  if (i >= p.planes * p.oh * runs) { return; }
  let line = i / runs;
  let base = line / p.oh * p.h * p.w;
  let rows = span(line % p.oh, p.h, p.kernelY, p.strideY, p.paddingY, p.paddedH);
  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.ow);
  for (var ox = begin; ox < end; ox++) {
    let columns = span(ox, p.w, p.kernelX, p.strideX, p.paddingX, p.paddedW);
    // Row by row, so that a large window's sum keeps its digits.
    var sum = 0.0;
    for (var iy = rows.begin; iy < rows.end; iy++) {
      var row = 0.0;
      for (var ix = columns.begin; ix < columns.end; ix++) { row += f32(x[base + iy * p.w + ix]); }
      sum += row;
    }
    let held = select((rows.end - rows.begin) * (columns.end - columns.begin), rows.padded * columns.padded, p.countPadding == 1u);
    y[line * p.ow + ox] = real(sum / f32(select(p.divisor, i32(held), p.divisor == 0)));
  }
}
