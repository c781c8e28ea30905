// Each element sums its shares of the windows that hold it along one axis: those from ⌊i O / I⌋ to ⌈(i + 1) O / I⌉,
// the rule of the windows themselves with inputs and outputs exchanged. One invocation for one element of dx.
//   dy: [outer, outputs, inner]   dx: [outer, inputs, inner]

struct Params { outer: u32, inputs: u32, outputs: u32, inner: u32 }

alias real = f32;

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read_write> dx: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn lengthOf(o: u32) -> u32 {
  return ((o + 1u) * p.inputs + p.outputs - 1u) / p.outputs - o * p.inputs / p.outputs;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.outer * p.inputs * p.inner) { return; }
  let element = i / p.inner % p.inputs;
  let end = ((element + 1u) * p.outputs + p.inputs - 1u) / p.inputs;
  let base = i / (p.inner * p.inputs) * p.outputs;

  var sum = 0.0;
  for (var o = element * p.outputs / p.inputs; o < end; o++) {
    sum += f32(dy[(base + o) * p.inner + i % p.inner]) / f32(lengthOf(o));
  }
  dx[i] = real(sum);
}
