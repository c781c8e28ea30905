// The sums of consecutive runs of elements: run j of dy's N*K*P*Q elements, `length` long, into partial[j]. With
// planes P*Q cut into `runs` runs each, the launch that follows adds the runs of all images of a channel.
//   dy: [N * K, P * Q]   partial: [N * K, RUNS]

alias real = f32;

struct Params { planes: u32, pixels: u32, runs: u32, length: u32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> partial: array<f32>;
@group(0) @binding(2) var<uniform> d: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= d.planes * d.runs) { return; }
  let first = i % d.runs * d.length;
  let base = i / d.runs * d.pixels;
  let end = base + min(first + d.length, d.pixels);
  var sums = vec4f();
  var at = base + first;
  for (; at + 3u < end; at += 4u) { sums += vec4f(f32(dy[at]), f32(dy[at + 1u]), f32(dy[at + 2u]), f32(dy[at + 3u])); }
  var rest = 0.0;
  for (; at < end; at++) { rest += f32(dy[at]); }
  partial[i] = rest + ((sums.x + sums.y) + (sums.z + sums.w));
}
