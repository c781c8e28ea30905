// A step of PyTorch's Adam for one number per task; a task without a label keeps its own. One invocation per task.
//   gradient, labelled: [K]   rate, skip: []
//   memory: [4 or more, K]: values, running means of the gradient and of its square, steps made
//   share1, share2: 1 - beta1, 1 - beta2   log1, log2: logarithms of beta1 and beta2, -infinity for 0

struct Params { tasks: u32, share1: f32, share2: f32, log1: f32, log2: f32, epsilon: f32, weight_decay: f32 }

@group(0) @binding(0) var<storage, read> gradient: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> rate: array<f32>;
@group(0) @binding(3) var<storage, read> skip: array<f32>;
@group(0) @binding(4) var<storage, read_write> memory: array<f32>;
@group(0) @binding(5) var<uniform> p: Params;

// 1 - exp(z) of z below 0, without the digits that the difference would lose near 0: there by the series of exp.
fn oneMinusExp(z: f32) -> f32 {
  if z < -1.0 { return 1.0 - exp(max(z, -100.0)); }
  var sum = 1.0;
  for (var n = 13.0; n > 1.0; n -= 1.0) { sum = 1.0 + z / n * sum; }
  return -z * sum;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let value = id.x;
  if value >= p.tasks || labelled[value] == 0.0 || skip[0] != 0.0 { return; }
  let first = value + p.tasks;
  let second = first + p.tasks;
  let steps = second + p.tasks;
  let g = gradient[value] + p.weight_decay * memory[value];
  let m = memory[first] + p.share1 * (g - memory[first]);
  // By one factor, not two that are rounded apart: the mean of a constant is that constant.
  let v = memory[second] + p.share2 * (g * g - memory[second]);
  // 2^24 stays itself: by then beta^t is 0.
  let t = memory[steps] + 1.0;
  let size = sqrt(v) / sqrt(oneMinusExp(t * p.log2));
  memory[value] -= rate[0] * (m / oneMinusExp(t * p.log1)) / (size + p.epsilon);
  memory[first] = m;
  memory[second] = v;
  memory[steps] = t;
}
