// y[i] = the sum of all x before the i-th. One invocation for one chunk; what comes before the chunk is in base.
//   x, y: [size] in chunks of p.chunk; base: [chunks], read if there are several

struct Params { size: u32, chunk: u32, chunks: u32 }

@group(0) @binding(0) var<storage, read> x: array<u32>;
@group(0) @binding(1) var<storage, read> base: array<u32>;
@group(0) @binding(2) var<storage, read_write> y: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let c = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (c >= p.chunks) { return; }
  var sum = 0u;
  if (c > 0u) { sum = base[c]; }
  for (var i = c * p.chunk; i < min((c + 1u) * p.chunk, p.size); i++) {
    y[i] = sum;
    sum += x[i];
  }
}
