// sums[c] = the sum of chunk c of x. One invocation for one chunk.
//   x: [size] in chunks of p.chunk, the last one shorter; sums: [chunks]

struct Params { size: u32, chunk: u32, chunks: u32 }

@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read_write> sums: array<u32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let c = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (c >= p.chunks) { return; }
  var sum = 0u;
  for (var i = c * p.chunk; i < min((c + 1u) * p.chunk, p.size); i++) { sum += x[i]; }
  sums[c] = sum;
}
