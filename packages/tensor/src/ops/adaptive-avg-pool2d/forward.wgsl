// The mean of each window along one axis. Means of rows and then of those are means of windows, since all rows of a
// window are of one length. One invocation for one mean.
//   x: [outer, inputs, inner]   y: [outer, outputs, inner]

struct Params { outer: u32, inputs: u32, outputs: u32, inner: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.outer * p.outputs * p.inner) { return; }
  let o = i / p.inner % p.outputs;
  let begin = o * p.inputs / p.outputs;
  let length = ((o + 1u) * p.inputs + p.outputs - 1u) / p.outputs - begin;
  var at = (i / (p.inner * p.outputs) * p.inputs + begin) * p.inner + i % p.inner;
  let end = at + length * p.inner;

  // Blocks of 32, so that no sum grows long.
  var sum = 0.0;
  while (at < end) {
    var block = 0.0;
    for (let stop = min(end, at + 32u * p.inner); at < stop; at += p.inner) { block += f32(x[at]); }
    sum += block;
  }
  y[i] = real(sum / f32(length));
}
