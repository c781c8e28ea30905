// The order of each element as select.wgsl has it, line by line, and beside it the element's number. One invocation for
// one element.
//   x: [outer, extent, inner]; orders, elements: [outer inner, extent] = [size]

alias real = f32;

struct Params { size: u32, extent: u32, inner: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read_write> orders: array<u32>;
@group(0) @binding(2) var<storage, read_write> elements: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override SMALLEST: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn orderOf(v: f32) -> u32 {
  let bits = bitcast<u32>(v);
  let magnitude = bits & 0x7fffffffu;
  var order = select(0x80000000u + magnitude, 0x80000000u - magnitude, bits > 0x7fffffffu);
  if magnitude > 0x7f800000u { order = 0xffffffffu; }
  return select(~order, order, SMALLEST);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let line = i / p.extent;
  let outer = line / p.inner;
  let place = i - line * p.extent;
  orders[i] = orderOf(f32(x[(outer * p.extent + place) * p.inner + line - outer * p.inner]));
  elements[i] = i;
}
