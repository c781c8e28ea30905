// The largest of x[o, c + j chunks, i] over j, or the smallest if SMALLEST, and its place along the axis: of equal
// elements the first, and the first NaN of all. If MERGES, elements are extremes of chunks, and have places already.
// One invocation for each extreme.
//   x, places: [outer, extent, inner], y, taken: [outer, chunks, inner] = [size]

alias real = f32;

struct Params { extent: u32, inner: u32, chunks: u32, size: u32 }

@group(0) @binding(0) var<storage, read> x: array<real>;
@group(0) @binding(1) var<storage, read> places: array<i32>;
@group(0) @binding(2) var<storage, read_write> y: array<real>;
@group(0) @binding(3) var<storage, read_write> taken: array<i32>;
@group(0) @binding(4) var<uniform> p: Params;

override SMALLEST: bool = false;
override MERGES: bool = false;
override WORKGROUP_SIZE: u32 = 64;

// By its bits: compilers may take it that numbers are all there is.
fn isNan(v: f32) -> bool {
  return (bitcast<u32>(v) & 0x7fffffffu) > 0x7f800000u;
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let step = p.chunks * p.inner;
  let outer = i / step;
  let first = outer * p.extent * p.inner + i % step;
  let end = (outer + 1u) * p.extent * p.inner;

  var best = f32(x[first]);
  var place = i32(i % step / p.inner);
  if MERGES { place = places[first]; }
  var next = place;
  for (var at = first + step; at < end; at += step) {
    let v = f32(x[at]);
    if MERGES { next = places[at]; } else { next += i32(p.chunks); }
    let beyond = select(v > best, v < best, SMALLEST);
    let equal = v == best || (isNan(v) && isNan(best));
    if (!isNan(best) && (beyond || isNan(v))) || (equal && next < place) {
      best = v;
      place = next;
    }
  }
  y[i] = real(best);
  taken[i] = place;
}
