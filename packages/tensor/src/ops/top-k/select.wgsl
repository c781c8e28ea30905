// The places along its line of the first elements in the order wanted, of each chunk of every line; equal ones in the
// order of their places. One invocation for one chunk: every chunks-th entry, all looked at anew for every rank.
//   x: [outer, extent, inner], lines along extent; entries: [lines, size], places in the line, read if ENTRIES, else
//   entry e is place e. chosen: [lines, chunks, ranks], or [outer, ranks, inner] if LAST. No chunk has fewer entries than
//   there are ranks.

alias real = f32;

struct Params { extent: u32, inner: u32, lines: u32, size: u32, chunks: u32, ranks: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> entries: array<u32>;
@group(0) @binding(2) var<storage, read_write> chosen: array<u32>;
@group(0) @binding(3) var<uniform> p: Params;

override SMALLEST: bool = false;
override ENTRIES: bool = false;
override LAST: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// A number for each value that is the smaller the earlier it comes: -0 as 0, and what is not a number above infinity.
fn orderOf(v: f32) -> u32 {
  let bits = bitcast<u32>(v);
  let magnitude = bits & 0x7fffffffu;
  var order = select(0x80000000u + magnitude, 0x80000000u - magnitude, bits > 0x7fffffffu);
  if magnitude > 0x7f800000u { order = 0xffffffffu; }
  return select(~order, order, SMALLEST);
}

fn placeAt(line: u32, e: u32) -> u32 {
  if ENTRIES { return entries[line * p.size + e]; }
  return e;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if at >= p.lines * p.chunks { return; }
  // Neighbours look at neighbouring lines, or chunks of one.
  let chunk = at / p.lines;
  let line = at - chunk * p.lines;
  let outer = line / p.inner;
  let inner = line - outer * p.inner;
  let first = outer * p.extent * p.inner + inner;

  var before = vec2u(); // order and place of the last one chosen, and one more
  for (var rank = 0u; rank < p.ranks; rank++) {
    var best = vec2u(0xffffffffu);
    for (var e = chunk; e < p.size; e += p.chunks) {
      let place = placeAt(line, e);
      let order = orderOf(f32(x[first + place * p.inner]));
      let left = (order > before.x) | ((order == before.x) & (place >= before.y));
      let better = (order < best.x) | ((order == best.x) & (place < best.y));
      if left & better { best = vec2u(order, place); }
    }
    before = best + vec2u(0u, 1u);
    if LAST {
      chosen[(outer * p.ranks + rank) * p.inner + inner] = best.y;
    } else {
      chosen[(line * p.chunks + chunk) * p.ranks + rank] = best.y;
    }
  }
}
