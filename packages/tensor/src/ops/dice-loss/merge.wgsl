// The loss of each group, and its slopes, from the sums of its classes. One workgroup for one group.
//   sums: [groups, classes, parts], as sums.wgsl writes them
//   slopes: [groups, classes] of the derivatives by a class's (sum of distances, sum of sizes)
//   partials: [groups] of (loss, 1), or zeros where the group has no labelled pixel

struct Params { groups: u32, classes: u32, parts: u32, smooth_: f32 }

@group(0) @binding(0) var<storage, read> sums: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> slopes: array<vec2f>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec2f>;
@group(0) @binding(3) var<uniform> p: Params;

override WORKGROUP_SIZE: u32 = 128;

var<workgroup> lanes: array<vec3f, WORKGROUP_SIZE>;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = id.x + id.y * groups.x;
  if group >= p.groups { return; }
  var loss = 0.0;
  var weight = 0.0;
  for (var c = 0u; c < p.classes; c++) {
    let first = (group * p.classes + c) * p.parts;
    var sum = vec3f();
    for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) { sum += sums[first + i].xyz; }
    lanes[lane] = sum;
    for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
      workgroupBarrier();
      if lane < half { lanes[lane] += lanes[lane + half]; }
    }
    if lane == 0u {
      let distance = lanes[0].x;
      let size = lanes[0].y + p.smooth_;
      weight = select(weight, 1.0, lanes[0].z > 0.0);
      var slope = vec2f(distance, 0.0); // 0, or NaN where a label is no class
      if size > 0.0 { slope = vec2f(1.0, -distance / size) / (size * f32(p.classes)); }
      slopes[group * p.classes + c] = slope;
      loss += slope.x * distance;
    }
    workgroupBarrier();
  }
  if lane == 0u { partials[group] = vec2f(loss, weight); }
}
