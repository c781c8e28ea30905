// The gradient of x, or of target with TARGET: sums over the places of its row's window that cover it; 0 outside the mask.
// One invocation for one element.
//   x, target, gradient: [planes, H, width]; mask: [images, H, width], four bytes to a word, read if MASKED
//   rowSlopes, means: [planes, H, places], as backward-windows.wgsl and rows.wgsl write them, places = width - taps + 1

struct Params { window: array<vec4f, 8>, taps: u32, size: u32, places: u32, width: u32, channels: u32, height: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> target_: array<f32>;
@group(0) @binding(2) var<storage, read> mask: array<u32>;
@group(0) @binding(3) var<storage, read> rowSlopes: array<vec4f>;
@group(0) @binding(4) var<storage, read> means: array<vec2f>;
@group(0) @binding(5) var<storage, read_write> gradient: array<f32>;
@group(0) @binding(6) var<uniform> p: Params;

override TARGET: bool = false;
override MASKED: bool = false;
override WORKGROUP_SIZE: u32 = 64;

@compute @workgroup_size(WORKGROUP_SIZE)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let i = id.x + id.y * groups.x * WORKGROUP_SIZE;
  if i >= p.size { return; }
  let row = i / p.width;
  let column = i - row * p.width;
  if MASKED {
    let image = row / (p.channels * p.height);
    let pixel = (image * p.height + row % p.height) * p.width + column;
    if ((mask[pixel / 4u] >> (8u * (pixel % 4u))) & 0xffu) == 0u {
      gradient[i] = 0.0;
      return;
    }
  }
  let own = vec2f(x[i], x[i] - target_[i]);
  var sum = 0.0;
  for (var k = 0u; k < p.taps;) {
    // Four weights at a time, each in its turn in front: software adapters index uniforms slowly.
    var w = p.window[k / 4u];
    for (let end = min(k + 4u, p.taps); k < end; k++) {
      if column - k < p.places { // before the first place it wraps around, beyond any place
        let at = row * p.places + column - k;
        let slope = rowSlopes[at];
        var counted = true;
        if MASKED { counted = slope.w != 0.0; }
        if counted {
          let d = own - means[at];
          var bySpread = slope.y * d.x + slope.z * d.y;
          if TARGET { bySpread = slope.y * (d.x - d.y) - slope.z * d.y; }
          sum += w.x * (slope.x + 2.0 * bySpread);
        }
      }
      w = w.yzwx;
    }
  }
  gradient[i] = sum;
}
