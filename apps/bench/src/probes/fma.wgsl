// As many multiply-adds as the adapter can do: ten chains, so that none waits for its last result, 32 links of each to
// a turn of the loop, and no memory but the end's.
struct Params {
  turns: u32,
  scale: f32,
  offset: f32,
}

@group(0) @binding(0) var<storage, read_write> y: array<f32>;
@group(0) @binding(1) var<uniform> params: Params;

override WORKGROUP_SIZE: u32 = 64;

struct Chains {
  a: f32, b: f32, c: f32, d: f32, e: f32,
  f: f32, g: f32, h: f32, i: f32, j: f32,
}

fn one(x: Chains, s: f32, o: f32) -> Chains {
  return Chains(
    fma(x.a, s, o), fma(x.b, s, o), fma(x.c, s, o), fma(x.d, s, o), fma(x.e, s, o),
    fma(x.f, s, o), fma(x.g, s, o), fma(x.h, s, o), fma(x.i, s, o), fma(x.j, s, o),
  );
}

fn four(x: Chains, s: f32, o: f32) -> Chains {
  return one(one(one(one(x, s, o), s, o), s, o), s, o);
}

fn sixteen(x: Chains, s: f32, o: f32) -> Chains {
  return four(four(four(four(x, s, o), s, o), s, o), s, o);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let v = f32(id.x & 15);
  var x = Chains(v, v + 1, v + 2, v + 3, v + 4, v + 5, v + 6, v + 7, v + 8, v + 9);
  for (var turn = 0u; turn < params.turns; turn++) {
    x = sixteen(sixteen(x, params.scale, params.offset), params.scale, params.offset);
  }
  y[id.x] = x.a + x.b + x.c + x.d + x.e + x.f + x.g + x.h + x.i + x.j;
}
