// result[i] = the sum over all chunks of partial[chunk][i]. Four running sums, added at the end.
//   partial: [CHUNKS, SIZE]   result: [SIZE]

alias real = f32;

struct Params { size: u32, chunks: u32 }

@group(0) @binding(0) var<storage, read> partial: array<f32>;
@group(0) @binding(1) var<storage, read_write> result: array<real>;
@group(0) @binding(2) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.size) { return; }
  var sums = vec4f();
  var at = i;
  var chunk = 0u;
  for (; chunk + 3u < d.chunks; chunk += 4u) {
    sums += vec4f(partial[at], partial[at + d.size], partial[at + 2u * d.size], partial[at + 3u * d.size]);
    at += 4u * d.size;
  }
  for (; chunk < d.chunks; chunk++) {
    sums.x += partial[at];
    at += d.size;
  }
  result[i] = real((sums.x + sums.y) + (sums.z + sums.w));
}
