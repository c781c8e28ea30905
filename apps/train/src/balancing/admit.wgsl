// Raises a step's losses to the floor, and takes down those that a rule cannot weigh. One invocation.
//   losses, labelled: [K]   totals: as in period-meter.wgsl
//   admitted: [K], NaN where refused, 1 without a label   refusal, spoilt: [], NaN and 1 if one was refused, else 0
//   refused: [3, K], how many of each task so far; of the first its value, and the steps of the period before it
//   floor: the lowest number for none   positive: whether losses have to be above 0

struct Params { tasks: u32, floor: f32, positive: u32 }

@group(0) @binding(0) var<storage, read> losses: array<f32>;
@group(0) @binding(1) var<storage, read> labelled: array<f32>;
@group(0) @binding(2) var<storage, read> totals: array<f32>;
@group(0) @binding(3) var<storage, read_write> admitted: array<f32>;
@group(0) @binding(4) var<storage, read_write> refusal: array<f32>;
@group(0) @binding(5) var<storage, read_write> spoilt: array<f32>;
@group(0) @binding(6) var<storage, read_write> refused: array<f32>;
@group(0) @binding(7) var<uniform> p: Params;

// A kernel may be compiled as if there were no NaN: it is told, and made, by its bits.
fn isFinite(value: f32) -> bool { return (bitcast<u32>(value) & 0x7f800000u) != 0x7f800000u; }

@compute @workgroup_size(1)
fn main() {
  let nan = bitcast<f32>(0x7fc00000u + min(p.tasks, 0u));
  refusal[0] = 0.0;
  spoilt[0] = 0.0;
  for (var k = 0u; k < p.tasks; k++) {
    admitted[k] = 1.0;
    if (labelled[k] == 0.0) { continue; }
    let raised = max(losses[k], p.floor);
    if (isFinite(losses[k]) && (p.positive == 0u || raised > 0.0)) {
      admitted[k] = raised;
      continue;
    }
    admitted[k] = nan;
    refusal[0] = nan;
    spoilt[0] = 1.0;
    if (refused[k] == 0.0) {
      refused[p.tasks + k] = losses[k];
      refused[2u * p.tasks + k] = totals[4u * p.tasks + k];
    }
    refused[k] += 1.0;
  }
}
