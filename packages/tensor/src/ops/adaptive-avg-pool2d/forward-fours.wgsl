// As forward.wgsl where lines lie side by side in whole fours: one invocation for four neighbouring means.
//   x: [outer, inputs, fours]   y: [outer, outputs, fours], in vectors of four

struct Params { outer: u32, inputs: u32, outputs: u32, fours: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.outer * p.outputs * p.fours) { return; }
  let o = i / p.fours % p.outputs;
  let begin = o * p.inputs / p.outputs;
  let length = ((o + 1u) * p.inputs + p.outputs - 1u) / p.outputs - begin;
  var at = (i / (p.fours * p.outputs) * p.inputs + begin) * p.fours + i % p.fours;
  let end = at + length * p.fours;

  // Blocks of 32, so that no sum grows long.
  var sum = vec4f();
  while (at < end) {
    var block = vec4f();
    for (let stop = min(end, at + 32u * p.fours); at < stop; at += p.fours) { block += vec4f(x[at]); }
    sum += block;
  }
  y[i] = vec4<real>(sum / f32(length));
}
