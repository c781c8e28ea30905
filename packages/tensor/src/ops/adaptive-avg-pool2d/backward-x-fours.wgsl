// As backward-x.wgsl where lines lie side by side in whole fours and outputs are no more than inputs: one invocation
// for four neighbouring lines of the elements from where one window begins to where the next does. Of these only the
// first can lie in the window before, too: no index is divided in the loop.
//   dy: [outer, outputs, fours]   dx: [outer, inputs, fours], in vectors of four

struct Params { outer: u32, inputs: u32, outputs: u32, fours: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> dx: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.outer * p.outputs * p.fours) { return; }
  let o = i / p.fours % p.outputs;
  let begin = o * p.inputs / p.outputs;
  let next = (o + 1u) * p.inputs / p.outputs;
  let end = next + u32((o + 1u) * p.inputs % p.outputs > 0u);
  let share = vec4f(dy[i]) / f32(end - begin);
  var first = share;
  if (o * p.inputs % p.outputs > 0u) {
    first += vec4f(dy[i - p.fours]) / f32(begin + 1u - (o - 1u) * p.inputs / p.outputs);
  }

  var at = (i / (p.fours * p.outputs) * p.inputs + begin) * p.fours + i % p.fours;
  let stop = at + (next - begin) * p.fours;
  dx[at] = vec4<real>(first);
  for (at += p.fours; at < stop; at += p.fours) { dx[at] = vec4<real>(share); }
}
