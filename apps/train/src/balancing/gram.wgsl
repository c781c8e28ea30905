// The products of all pairs of vectors from their parts, one workgroup a pair.
//   parts: [pairs, count], pairs (0, 0), (0, 1), .. (1, 1), ..   gram: [vectors, vectors]

struct Params { vectors: u32, count: u32 }

@group(0) @binding(0) var<storage, read> parts: array<f32>;
@group(0) @binding(1) var<storage, read_write> gram: array<f32>;
@group(0) @binding(2) var<uniform> p: Params;

const WIDTH: u32 = 64u;
var<workgroup> sums: array<f32, WIDTH>;

@compute @workgroup_size(WIDTH)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = lane; i < p.count; i += WIDTH) { sum += parts[group.x * p.count + i]; }
  sums[lane] = sum;
  for (var half = WIDTH / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { sums[lane] += sums[lane + half]; }
  }
  if (lane > 0u) { return; }
  var row = 0u;
  var before = 0u;
  while (before + p.vectors - row <= group.x) {
    before += p.vectors - row;
    row++;
  }
  let column = row + group.x - before;
  gram[row * p.vectors + column] = sums[0];
  gram[column * p.vectors + row] = sums[0];
}
