// The similarity of each window, or 1 less it with LOSS, from the moments of its rows. Where REDUCED, summed up in parts,
// with the number of windows. One invocation for one part: windows i, i + parts, ...
//   means, spreads: [planes, H, places], as rows.wgsl writes them
//   windowMeans: [planes, heights, places] of (mean of x, of x - target), heights = H - taps + 1
//   slopes: [planes, heights, places] of the derivatives by (mean of x, mean of target, either variance, that of the
//   difference); zeros where the window covers a pixel outside the mask, which has no similarity
//   result: [parts] of (sum, number of windows), or [planes, heights, places]

struct Params {
  window: array<vec4f, 8>, taps: u32, size: u32, places: u32, heights: u32, c1: f32, c2: f32, parts: u32,
}

@group(0) @binding(0) var<storage, read> means: array<vec2f>;
@group(0) @binding(1) var<storage, read> spreads: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> windowMeans: array<vec2f>;
@group(0) @binding(3) var<storage, read_write> slopes: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

override LOSS: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

fn covered(first: u32) -> bool {
  for (var k = 0u; k < p.taps; k++) {
    if spreads[first + k * p.places].w == 0.0 { return false; }
  }
  return true;
}

// Writes the slopes of window i, and gives its value.
fn similarity(i: u32, first: u32) -> f32 {
  let middle = means[first + (p.taps / 2u) * p.places];
  var sum = vec2f();
  var squares = vec3f(); // (variance of x, of target, of x - target)
  for (var k = 0u; k < p.taps;) {
    // Four weights at a time, each in its turn in front: software adapters index uniforms slowly.
    var w = p.window[k / 4u];
    for (let end = min(k + 4u, p.taps); k < end; k++) {
      let d = means[first + k * p.places] - middle;
      let three = vec3f(d.x, d.x - d.y, d.y);
      sum += w.x * d;
      squares += w.x * (spreads[first + k * p.places].xyz + three * three);
      w = w.yzwx;
    }
  }
  let shift = vec3f(sum.x, sum.x - sum.y, sum.y);
  let m = middle + sum;
  let v = squares - shift * shift;

  // l = (2 mx mt + c1) / bright and cs = (2 covariance + c2) / busy, by what they lack to be 1.
  let levels = vec2f(m.x, m.x - m.y);
  let bright = dot(levels, levels) + p.c1;
  let busy = v.x + v.y + p.c2;
  let dark = m.y * m.y / bright;
  let odd = v.z / busy;
  let l = 1.0 - dark;
  let byMeans = 2.0 * (1.0 - odd) / bright * (vec2f(-m.y, m.y) + dark * levels);
  windowMeans[i] = m;
  slopes[i] = select(1.0, -1.0, LOSS) * vec4f(byMeans, l * odd / busy, -l / busy);
  if LOSS { return dark + l * odd; }
  return l * (1.0 - odd);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let part = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if part >= p.parts { return; }
  var sum = vec2f(0.0);
  for (var i = part; i < p.size; i += p.parts) {
    let plane = i / (p.places * p.heights);
    let first = i + plane * (p.taps - 1u) * p.places;
    if MASKED {
      if !covered(first) {
        windowMeans[i] = vec2f();
        slopes[i] = vec4f();
        if !REDUCED { result[i] = 0.0; }
        continue;
      }
    }
    let value = similarity(i, first);
    if REDUCED { sum += vec2f(value, 1.0); } else { result[i] = value; }
  }
  if REDUCED {
    result[2u * part] = sum.x;
    result[2u * part + 1u] = sum.y;
  }
}
