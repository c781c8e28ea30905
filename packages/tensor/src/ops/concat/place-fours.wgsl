// Puts x into y, as place.wgsl does, where runs and offsets are whole fours: one invocation for four elements.
//   x: [size] in runs of xRun, y: in runs of yRun, each holding x's at offset; all counted in fours

alias real = u32; // any 32 bits, or a half

struct Params { size: u32, xRun: u32, yRun: u32, offset: u32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if (i >= p.size) { return; }
  let run = i / p.xRun;
  y[run * p.yRun + p.offset + i - run * p.xRun] = x[i];
}
