// Puts x into y, which stands already or is made here: runs of x, each where the next run of y has its place for it.
// Words are copied as they are, of any type. One invocation for four elements.
//   x: [size] in runs of xRun elements, y: in runs of yRun, each holding x's at offset

alias real = u32; // any 32 bits, or a half

struct Params { size: u32, xRun: u32, yRun: u32, offset: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> y: array<real>;
@group(0) @binding(2) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let first = 4u * (id.x + id.y * groups.x * WORKGROUP_SIZE);
  for (var i = first; i < min(first + 4u, p.size); i++) {
    let run = i / p.xRun;
    y[run * p.yRun + p.offset + i - run * p.xRun] = x[i];
  }
}
