// y[o, j, i] = x[o, first, i] + ... + x[o, j, i], where first is the beginning of the axis, or the end if REVERSE: one
// invocation for the elements of one chunk of one line, which starts from the running sum of the chunks before, if
// CARRIED.
//   x, y: [outer, extent, inner]; carry: [outer, chunks, inner]

alias real = f32;

struct Params { outer: u32, extent: u32, inner: u32, chunks: u32, length: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> carry: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override REVERSE: bool = false;
override CARRIED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let chunk = i / p.inner % p.chunks;
  let outer = i / p.inner / p.chunks;
  if outer >= p.outer { return; }
  let first = chunk * p.length;
  let count = min(p.length, p.extent - first);

  var before = 0.0;
  var at = (outer * p.extent + first) * p.inner + i % p.inner;
  var step = p.inner;
  if REVERSE {
    if CARRIED && chunk + 1u < p.chunks { before = carry[i + p.inner]; }
    at += (count - 1u) * p.inner;
    step = 0u - p.inner;
  } else if CARRIED && chunk > 0u {
    before = carry[i - p.inner];
  }
  // Blocks of 8 within the chunk, so that no sum grows long.
  var sum = 0.0;
  for (var n = 0u; n < count;) {
    var block = 0.0;
    for (let stop = min(count, n + 8u); n < stop; n++) {
      block += f32(x[at]);
      y[at] = real(epilogue(at, before + (sum + block)));
      at += step;
    }
    sum += block;
  }
}
