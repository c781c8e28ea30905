// Partial sums y[o, c], divided by divisor, along an innermost axis whose extent is whole fours. 64 neighbours share a
// run of 64 · turns fours, each adding up every 64th of it, so that what they read at once lies together and what they
// read next lies close; eight fours to a turn of the loop, whose cost software adapters feel. One invocation a sum.
//   x: [outer, extent] in fours, y: [outer, chunks] = [size]

alias real = f32;

struct Params { extent: u32, turns: u32, chunks: u32, size: u32, divisor: f32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn pair(at: u32, step: u32) -> vec4f {
  return vec4f(x[at]) + vec4f(x[at + step]);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  let c = i % p.chunks;
  let step = min(64u, p.chunks);
  let first = i / p.chunks * p.extent;
  let run = first + c / step * step * p.turns;
  let end = min(run + step * p.turns, first + p.extent);
  var at = run + c % step;
  var total = vec4f();
  for (; at + 7u * step < end; at += 8u * step) {
    total += (pair(at, step) + pair(at + 2u * step, step)) + (pair(at + 4u * step, step) + pair(at + 6u * step, step));
  }
  for (; at < end; at += step) { total += vec4f(x[at]); }
  y[i] = ((total.x + total.y) + (total.z + total.w)) / p.divisor;
}
