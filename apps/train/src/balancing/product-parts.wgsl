// Parts of the product <a, b> of two vectors: one workgroup for each, which takes every so many elements.
//   a, b: [size]   parts: from `first` on, one number a workgroup

struct Params { size: u32, first: u32 }

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;
@group(0) @binding(2) var<storage, read_write> parts: array<f32>;
@group(0) @binding(3) var<uniform> p: Params;

const WIDTH: u32 = 64u;
var<workgroup> sums: array<f32, WIDTH>;

@compute @workgroup_size(WIDTH)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) lane: u32,
  @builtin(num_workgroups) groups: vec3u,
) {
  var sum = 0.0;
  for (var i = group.x * WIDTH + lane; i < p.size; i += groups.x * WIDTH) { sum += a[i] * b[i]; }
  sums[lane] = sum;
  for (var half = WIDTH / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { sums[lane] += sums[lane + half]; }
  }
  if (lane == 0u) { parts[p.first + group.x] = sums[0]; }
}
