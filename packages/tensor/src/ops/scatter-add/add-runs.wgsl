// Adds up runs of equal keys. A run that lies inside a chunk of entries is a whole sum and goes to its place; the sums
// of a chunk's first and last run go on with their keys, two entries a chunk, to be added to those of its neighbours.
// One invocation for one chunk of one column.
//   keys: [size] in order; places: [size], where the values of an entry are; values: any
//   sums: any, column c of key k at (c / inner) sumOuter + k inner + c % inner; keys from p.none on have none
//   endKeys: [2 chunks]; endSums: [2 chunks, columns]

alias real = f32;

struct Params {
  size: u32, chunk: u32, chunks: u32, none: u32, columns: u32, inner: u32,
  valueOuter: u32, valueStep: u32, sumOuter: u32,
}

@group(0) @binding(0) var<storage, read> keys: array<u32>;
@group(0) @binding(1) var<storage, read> places: array<u32>; // read if PLACES; else entry i's are the i-th
@group(0) @binding(2) var<storage, read> values: array<real>;
@group(0) @binding(3) var<storage, read_write> sums: array<f32>;
@group(0) @binding(4) var<storage, read_write> endKeys: array<u32>;
@group(0) @binding(5) var<storage, read_write> endSums: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override PLACES: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn placeOf(i: u32) -> u32 {
  if PLACES { return places[i]; }
  return i;
}

fn store(key: u32, column: u32, sum: f32) {
  if key < p.none { sums[column / p.inner * p.sumOuter + key * p.inner + column % p.inner] = sum; }
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if at >= p.chunks * p.columns { return; }
  let chunk = at / p.columns;
  let column = at - chunk * p.columns;
  let outer = column / p.inner;
  let inner = column - outer * p.inner;
  let end = min((chunk + 1u) * p.chunk, p.size);

  let head = keys[chunk * p.chunk];
  var key = head;
  var sum = 0.0;
  var ends = vec2f(); // the sums of the first run and of the last, where there are two
  var whole = p.chunks == 1u; // whether the run began inside the chunk
  for (var i = chunk * p.chunk; i < end; i++) {
    let next = keys[i];
    if next != key {
      if whole { store(key, column, sum); } else { ends.x = sum; }
      whole = true;
      key = next;
      sum = 0.0;
    }
    sum += f32(values[outer * p.valueOuter + placeOf(i) * p.valueStep + inner]);
  }
  if p.chunks == 1u {
    store(key, column, sum);
  } else if whole {
    ends.y = sum;
  } else {
    ends.x = sum;
  }
  if column == 0u {
    endKeys[2u * chunk] = head;
    endKeys[2u * chunk + 1u] = key;
  }
  endSums[2u * chunk * p.columns + column] = ends.x;
  endSums[(2u * chunk + 1u) * p.columns + column] = ends.y;
}
