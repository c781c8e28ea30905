// The sum of each chunk of each line along the middle axis. One invocation for one chunk of one line.
//   x: [outer, extent, inner]; sums: [outer, chunks, inner]

alias real = f32;

struct Params { outer: u32, extent: u32, inner: u32, chunks: u32, length: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> sums: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  let chunk = i / p.inner % p.chunks;
  let outer = i / p.inner / p.chunks;
  if outer >= p.outer { return; }
  let first = chunk * p.length;
  var at = (outer * p.extent + first) * p.inner + i % p.inner;
  let end = at + min(p.length, p.extent - first) * p.inner;
  // Blocks of 8, so that no sum grows long.
  var sum = 0.0;
  while at < end {
    var block = 0.0;
    for (let stop = min(end, at + 8u * p.inner); at < stop; at += p.inner) { block += f32(x[at]); }
    sum += block;
  }
  sums[i] = sum;
}
