// w = softmax(z) over the labelled tasks, with normal deviates z in the order of the tasks' names; 0 without a label. One
// invocation: the deviates stand where the weights will.
//   labelled, order, weights: [K]
//   memory: [4, K]: lower and upper 16 bits of the seed, then of the count of draws, the same for every task
// Labelled task i has words 2i and 2i + 1, of which Philox gives four for the counter (i / 2, 0, draws, the letters lsb).

struct Params { tasks: u32 }

@group(0) @binding(0) var<storage, read> labelled: array<f32>;
@group(0) @binding(1) var<storage, read> order: array<u32>;
@group(0) @binding(2) var<storage, read> memory: array<f32>;
@group(0) @binding(3) var<storage, read_write> weights: array<f32>;
@group(0) @binding(4) var<uniform> p: Params;

// The high and the low word of a product.
fn times(a: u32, b: u32) -> vec2u {
  let low = (a & 0xffffu) * (b & 0xffffu);
  let crossed = (a >> 16u) * (b & 0xffffu) + (low >> 16u);
  let other = (a & 0xffffu) * (b >> 16u) + (crossed & 0xffffu);
  return vec2u((a >> 16u) * (b >> 16u) + (crossed >> 16u) + (other >> 16u), a * b);
}

// Philox4x32-10: Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3 (2011).
fn philox(counter: vec4u, key: vec2u) -> vec4u {
  var c = counter;
  var k = key;
  for (var round = 0; round < 10; round++) {
    let a = times(0xd2511f53u, c.x);
    let b = times(0xcd9e8d57u, c.z);
    c = vec4u(b.x ^ c.y ^ k.x, b.y, a.x ^ c.w ^ k.y, a.y);
    k += vec2u(0x9e3779b9u, 0xbb67ae85u);
  }
  return c;
}

fn word(row: u32) -> u32 {
  return u32(memory[row * p.tasks]) | (u32(memory[(row + 1u) * p.tasks]) << 16u);
}

const HALF = 0x80000000u;

// (a + 1/2) / 2^32, of which f32 holds the first digits.
fn unit(a: u32) -> f32 { return (f32(a) + 0.5) / 4294967296.0; }

// -log(unit(a)); where that is near 1, from its distance to 1: -log(1 - t) = 2 artanh(t / (2 - t)).
fn minusLog(a: u32) -> f32 {
  if a < HALF { return -log(unit(a)); }
  let t = unit(~a);
  let s = t / (2.0 - t);
  let q = s * s;
  return 2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * (1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q / 13.0))))));
}

// cos(2 pi unit(a)), by the series of the sine of the rest to a quarter: cos itself may be 0.0005 off.
fn cosTurns(a: u32) -> f32 {
  let turns = select(a, ~a, a >= HALF);
  let x = 6.2831853071795864 * (f32(i32(HALF / 2u) - i32(turns)) - 0.5) / 4294967296.0;
  let q = x * x;
  var sum = 1.0;
  for (var n = 12.0; n > 0.0; n -= 2.0) { sum = 1.0 - q / (n * (n + 1.0)) * sum; }
  return x * sum;
}

@compute @workgroup_size(1)
fn main() {
  let key = vec2u(word(0u), 0u);
  let draws = word(2u);
  var most = -100.0;
  var count = 0u;
  for (var i = 0u; i < p.tasks; i++) {
    let k = order[i];
    if labelled[k] == 0.0 { continue; }
    let four = philox(vec4u(count / 2u, 0u, draws, 0x6c7362u), key);
    let two = select(four.zw, four.xy, count % 2u == 0u);
    // Box and Muller's.
    weights[k] = sqrt(2.0 * minusLog(two.x)) * cosTurns(two.y);
    most = max(most, weights[k]);
    count++;
  }
  var total = 0.0;
  for (var i = 0u; i < p.tasks; i++) {
    let k = order[i];
    if labelled[k] != 0.0 { total += exp(weights[k] - most); }
  }
  for (var k = 0u; k < p.tasks; k++) {
    weights[k] = select(0.0, exp(weights[k] - most) / total, labelled[k] != 0.0);
  }
}
