// Weighted moments of x and target along each row, under a window that slides over whole places. One invocation for one
// place.
//   x, target: [planes, H, width]; mask: [images, H, width], planes = images channels, four bytes to a word, read if MASKED
//   means: [planes, H, places] of (mean of x, mean of x - target), places = width - taps + 1
//   spreads: [planes, H, places] of (variance of x, of target, of x - target, 1); zeros, as the means, where the window
//   covers a pixel outside the mask

struct Params { window: array<vec4f, 8>, taps: u32, size: u32, places: u32, width: u32, channels: u32, height: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read_write> means: array<vec2f>;
@group(0) @binding(4) var<storage, read_write> spreads: array<vec4f>;
@group(0) @binding(5) var<uniform> p: Params;

override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

fn covered(first: u32) -> bool {
  for (var i = first; i < first + p.taps; i++) {
    if ((mask[i / 4u] >> (8u * (i % 4u))) & 0xffu) == 0u { return false; }
  }
  return true;
}

fn values(i: u32) -> vec2f {
  return vec2f(x[i], x[i] - target_[i]);
}

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let row = i / p.places;
  let place = i - row * p.places;
  if MASKED {
    let image = row / (p.channels * p.height);
    if !covered((image * p.height + row % p.height) * p.width + place) {
      means[i] = vec2f();
      spreads[i] = vec4f();
      return;
    }
  }
  let first = row * p.width + place;
  // About the middle, so that an offset of the images takes no digits.
  let middle = values(first + p.taps / 2u);
  var sum = vec2f();
  var squares = vec3f();
  for (var k = 0u; k < p.taps;) {
    // Four weights at a time, each in its turn in front: software adapters index uniforms slowly.
    var w = p.window[k / 4u];
    for (let end = min(k + 4u, p.taps); k < end; k++) {
      let d = values(first + k) - middle;
      let three = vec3f(d.x, d.x - d.y, d.y);
      sum += w.x * d;
      squares += w.x * three * three;
      w = w.yzwx;
    }
  }
  let shift = vec3f(sum.x, sum.x - sum.y, sum.y);
  means[i] = middle + sum;
  spreads[i] = vec4f(squares - shift * shift, 1.0);
}
