// The places along its line of the first elements of each, which stand in order, line by line. One invocation for one.
//   elements: [lines, extent]; chosen: [outer, ranks, inner] = [size], lines = outer inner

struct Params { size: u32, extent: u32, inner: u32, ranks: u32 }

@group(0) @binding(0) var<storage, read> elements: array<u32>;
@group(0) @binding(1) var<storage, read_write> chosen: array<u32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let row = i / p.inner;
  let outer = row / p.ranks;
  let line = outer * p.inner + i - row * p.inner;
  chosen[i] = elements[line * p.extent + row - outer * p.ranks] % p.extent;
}
