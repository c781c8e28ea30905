// As backward-x.wgsl, for adapters on which arithmetic beside the loads costs: one invocation for a run of elements
// along a row. The windows that cover any of them hand their shares out to sums in registers, in the same order.
//   dy: [planes, oh, ow]   dx: [planes, h, w]   planes = N C

struct Params {
  planes: u32, h: u32, w: u32, oh: u32, ow: u32,
  kernelY: u32, strideY: u32, paddingY: u32, paddedH: u32, // padding before the image; the extent with all of it
  kernelX: u32, strideX: u32, paddingX: u32, paddedW: u32,
  countPadding: u32, divisor: i32, // divisor 0: as many elements as the window holds
}

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;
override RUN: u32 = 16; // elements of one invocation, at most 16

// How many elements a window holds along one axis.
fn held(o: u32, n: u32, kernel: u32, stride: u32, padding: u32, padded: u32) -> u32 {
  let start = o * stride; // counted from the start of the padding
  let stop = min(start + kernel, padded);
  return select(min(stop, n + padding) - max(start, padding), stop - start, p.countPadding == 1u);
}

// The first window that reaches as far as element `i`. The last that starts no later is (i + padding) / stride.
fn first(i: u32, kernel: u32, stride: u32, padding: u32) -> u32 {
  return select((i + padding - kernel) / stride + 1u, 0u, i + padding < kernel);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let runs = (p.w + RUN - 1u) / RUN;
  if (i >= p.planes * p.h * runs) { return; }
  let line = i / runs;
  let iy = line % p.h;
  let plane = line / p.h * p.oh;
  let firstY = first(iy, p.kernelY, p.strideY, p.paddingY);
  let endY = min((iy + p.paddingY) / p.strideY + 1u, p.oh);

  let begin = i % runs * RUN;
  let end = min(begin + RUN, p.w);
  let endX = min((end - 1u + p.paddingX) / p.strideX + 1u, p.ow);
  var sums = array<f32, 16>();
  for (var oy = firstY; oy < endY; oy++) {
    let rows = held(oy, p.h, p.kernelY, p.strideY, p.paddingY, p.paddedH);
    for (var ox = first(begin, p.kernelX, p.strideX, p.paddingX); ox < endX; ox++) {
      let elements = rows * held(ox, p.w, p.kernelX, p.strideX, p.paddingX, p.paddedW);
      let share = f32(dy[(plane + oy) * p.ow + ox]) / f32(select(p.divisor, i32(elements), p.divisor == 0));
      let start = ox * p.strideX; // counted from the start of the padding, as the run is
      let stop = min(start + p.kernelX, end + p.paddingX);
      for (var k = max(start, begin + p.paddingX); k < stop; k++) { sums[k - p.paddingX - begin] += share; }
    }
  }
  for (var ix = begin; ix < end; ix++) { dx[line * p.w + ix] = real(sums[ix - begin]); }
}
