// y = x factor, where factor is 0 or p.scale for each run of elements, as a random word of its own says. One invocation
// for four elements; the last may reach beyond the tensors, never beyond their buffers.
//   x, y: [size] in fours; seed: (key, offset)
// Run r, that is the elements from r run on, has word r mod 4 of Philox's output for the counter (r / 4, 0, offset,
// stream). It is kept where that word is no less than p.dropped, a share of 2^32.

alias real = f32;

struct Params { size: u32, run: u32, stream: u32, dropped: u32, scale: f32 }

@group(0) @binding(0) var<storage, read> x: array<vec4<real>>;
@group(0) @binding(1) var<storage, read> seed: array<u32>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4<real>>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 64;

// The high and the low word of a product.
fn times(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let crossed = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (crossed & 0xffffu);
  return vec2u((a >> 16u) * (b >> 16u) + (crossed >> 16u) + (other >> 16u), a * b);
}

// Philox4x32-10: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).
fn philox(counter: vec4u, key: vec2u) -> vec4u {
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    let a = times(0xd2511f53u, c.x);
    let b = times(0xcd9e8d57u, c.z);
    c = vec4u(b.x ^ c.y ^ k.x, b.y, a.x ^ c.w ^ k.y, a.y);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}

fn words(four: u32) -> vec4u {
  return philox(vec4u(four, 0u, seed[1], p.stream), vec2u(seed[0], 0u));
}

fn map(at: u32, v: vec4f) -> vec4f {
  let runs = (at + vec4u(0u, 1u, 2u, 3u)) / p.run;
  let first = words(runs.x / 4u);
  var word = first;
  // Unless four runs begin where four elements do.
  if runs.x % 4u != 0u || runs.w != runs.x + 3u {
    var last = first;
    if runs.w / 4u != runs.x / 4u { last = words(runs.w / 4u); }
    for (var k = 0u; k < 4u; k++) {
      word[k] = select(last, first, runs[k] / 4u == runs.x / 4u)[runs[k] % 4u];
    }
  }
  return v * select(vec4f(), vec4f(p.scale), word >= vec4u(p.dropped));
}

fn epilogue(at: u32, v: vec4f) -> vec4f { return v; }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if 4u * i >= p.size { return; }
  y[i] = vec4<real>(epilogue(4u * i, map(4u * i, vec4f(x[i]))));
}
