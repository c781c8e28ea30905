// result[k] = the sum over n and j of partial[n][k][j].
//   partial: [N, K, RUNS]   result: [K]

alias real = f32;

struct Params { n: u32, k: u32, runs: u32 }

@group(0) @binding(0) var<storage, read> partial: array<f32>;
@group(0) @binding(1) var<storage, read_write> result: array<real>;
@group(0) @binding(2) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let k = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (k >= d.k) { return; }
  var sum = 0.0;
  for (var n = 0u; n < d.n; n++) {
    var plane = 0.0;
    for (var j = 0u; j < d.runs; j++) { plane += partial[(n * d.k + k) * d.runs + j]; }
    sum += plane;
  }
  result[k] = real(sum);
}
