// The loss of each group, and its slopes, from the moments of its parts. One workgroup for one group. With the mean m and
// the variance v of d, l = v + rest m^2, and the loss alpha l, or alpha sqrt(l) with ROOT.
//   moments: [groups, parts] of (count, mean, sum of squared deviations from the mean, 0)
//   slopes: [groups] of (m, a, b, 0): the derivative of the loss by an element's d is a (d - m) + b
//   partials: [groups] of (loss, 1), or zeros where the group is empty

struct Params { groups: u32, parts: u32, rest: f32, alpha: f32 }

@group(0) @binding(0) var<storage, read> moments: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> slopes: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec2f>;
@group(0) @binding(3) var<uniform> p: Params;

override ROOT: bool = false;
override WORKGROUP_SIZE: u32 = 128;

var<workgroup> lanes: array<vec3f, WORKGROUP_SIZE>;

// Chan, Golub and LeVeque's formula; either side may be empty.
fn merged(a: vec3f, b: vec3f) -> vec3f {
  let delta = b.y - a.y;
  let share = b.x / max(a.x + b.x, 1.0);
  return vec3f(a.x + b.x, a.y + delta * share, a.z + b.z + delta * delta * a.x * share);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let group = id.x + id.y * groups.x;
  if group >= p.groups { return; }
  var sum = vec3f(0.0);
  for (var i = lane; i < p.parts; i += WORKGROUP_SIZE) { sum = merged(sum, moments[group * p.parts + i].xyz); }
  lanes[lane] = sum;
  for (var half = WORKGROUP_SIZE / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if lane < half { lanes[lane] = merged(lanes[lane], lanes[lane + half]); }
  }
  if lane != 0u { return; }

  let count = lanes[0].x;
  let mean = lanes[0].y;
  if count == 0.0 {
    slopes[group] = vec4f(0.0);
    partials[group] = vec2f(0.0);
    return;
  }
  let l = lanes[0].z / count + p.rest * mean * mean;
  var loss = p.alpha * l;
  var slope = 2.0 * p.alpha / count;
  if ROOT {
    let root = sqrt(l);
    loss = p.alpha * root;
    slope = 0.0; // at the tip, the middle of its slopes
    if root != 0.0 { slope = p.alpha / (count * root); }
  }
  slopes[group] = vec4f(mean, slope, slope * p.rest * mean, 0.0);
  partials[group] = vec2f(loss, 1.0);
}
