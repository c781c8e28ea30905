// The derivatives of the result by the moments of each row: sums over the windows that the row is part of. One invocation
// for one place of a row.
//   dy, scale: [1], or dy: [planes, heights, places]; means: [planes, H, places] of (mean of x, of x - target)
//   windowMeans, slopes: [planes, heights, places], as windows.wgsl writes them, heights = H - taps + 1
//   rowSlopes: [planes, H, places] of the derivatives by (the mean, the variance, the variance of the difference) of x, or
// of target with TARGET, and 1; zeros where no window counts

struct Params { window: array<vec4f, 8>, taps: u32, size: u32, places: u32, heights: u32 }

@group(0) @binding(0) var<storage, read> dy: array<f32>;
@group(0) @binding(1) var<storage, read> scale: array<f32>;
@group(0) @binding(2) var<storage, read> means: array<vec2f>;
@group(0) @binding(3) var<storage, read> windowMeans: array<vec2f>;
@group(0) @binding(4) var<storage, read> slopes: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> rowSlopes: array<vec4f>;
@group(0) @binding(6) var<uniform> p: Params;

override TARGET: bool = false;
override MASKED: bool = false;
override REDUCED: bool = true;
override WORKGROUP_SIZE: u32 = 64;

// By bits: slopes may be NaN. A window that does not count takes no part, whatever its rows hold.
fn counts(slope: vec4f) -> bool { return any(bitcast<vec4u>(slope) != vec4u()); }

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let row = i / p.places;
  let height = p.heights + p.taps - 1u;
  let plane = row / height;
  let y = row - plane * height;
  let first = i - (plane * (p.taps - 1u) + y) * p.places;
  let own = means[i];
  var sum = vec3f();
  var valid = !MASKED;
  for (var k = 0u; k < p.taps;) {
    // Four weights at a time, each in its turn in front: software adapters index uniforms slowly.
    var w = p.window[k / 4u];
    for (let end = min(k + 4u, p.taps); k < end; k++) {
      if y - k < p.heights { // above the first window it wraps around, beyond any height
        let at = first + (y - k) * p.places;
        let slope = slopes[at];
        var counted = true;
        if MASKED { counted = counts(slope); }
        if counted {
          let d = own - windowMeans[at];
          var byMean = slope.x + 2.0 * (slope.z * d.x + slope.w * d.y);
          if TARGET { byMean = slope.y + 2.0 * (slope.z * (d.x - d.y) - slope.w * d.y); }
          var factor = w.x;
          if !REDUCED { factor *= dy[at]; }
          sum += factor * vec3f(byMean, slope.zw);
          valid = true;
        }
      }
      w = w.yzwx;
    }
  }
  if !valid {
    rowSlopes[i] = vec4f();
    return;
  }
  if REDUCED { sum *= dy[0] * scale[0]; }
  rowSlopes[i] = vec4f(sum, 1.0);
}
