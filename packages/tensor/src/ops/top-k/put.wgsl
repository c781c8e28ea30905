// dx = dy at the places chosen, which differ along a line; dx stands already, of zeros. One invocation for one of dy's.
//   dy, chosen: [outer, ranks, inner] = [size]; dx: [outer, extent, inner]

alias real = f32;

struct Params { size: u32, extent: u32, inner: u32, ranks: u32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> chosen: array<u32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let row = i / p.inner;
  let outer = row / p.ranks;
  dx[(outer * p.extent + chosen[i]) * p.inner + i - row * p.inner] = dy[i];
}
