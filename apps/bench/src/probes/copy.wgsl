// As much memory traffic as the adapter can do: whole fours, four of them an invocation. Neighbours of one invocation
// lie together on software adapters, neighbours of one another on GPUs.
struct Params {
  apart: u32, // fours from one invocation's first to the next one's
  step: u32, // fours from one of an invocation's to its next
}

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;
@group(0) @binding(2) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = (id.x + id.y * groups.x * WORKGROUP_SIZE) * params.apart;
  y[at] = x[at];
  y[at + params.step] = x[at + params.step];
  y[at + 2 * params.step] = x[at + 2 * params.step];
  y[at + 3 * params.step] = x[at + 3 * params.step];
}
