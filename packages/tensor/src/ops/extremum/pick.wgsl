// dx is dy where x was taken, 0 elsewhere. One invocation for each element of x.
//   dy, taken: [outer, inner]; dx: [outer, extent, inner] = [size]

alias real = f32;

struct Params { extent: u32, inner: u32, size: u32 }

@group(0) @binding(0) var<storage, read> dy: array<real>;
@group(0) @binding(1) var<storage, read> taken: array<i32>;
@group(0) @binding(2) var<storage, read_write> dx: array<real>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

fn epilogue(at: u32, v: f32) -> f32 { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let o = i / (p.extent * p.inner) * p.inner + i % p.inner;
  let place = i32(i / p.inner % p.extent);
  dx[i] = real(epilogue(i, select(0.0, f32(dy[o]), taken[o] == place)));
}
