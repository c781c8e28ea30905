import type { FamoMemory, FamoOptions } from "@equipoise/lsb";
import { float, type Launch, linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import { adam, learnedRows, packLearned, unpackLearned } from "./adam.ts";
import gradient from "./famo-gradient.wgsl";
import weights from "./famo-weights.wgsl";
import { weightsLaunch } from "./weights-launch.ts";

/**
 * `famo` on the device: `w_k = (z_k / L_k) / sum_j z_j / L_j` with `z = softmax(xi)`, and after the step Adam down the
 * gradient of `sum_k z_k (log L_k(before) - log L_k(after))`. Its memory is that of between two steps, where `before` is null.
 */
export function famoRule(options: FamoOptions = {}): DeviceRule<FamoMemory> {
  const { offset = 0, weightDecay = 0.001 } = options;
  const slope = (tasks: number): Launch => ({
    code: gradient,
    reads: ["losses", "after", "labelled", "order", "memory"],
    writes: { gradient: { shape: [tasks] } },
    params: { tasks, offset: float(offset) },
    grid: linearGrid(tasks),
  });
  return {
    rows: learnedRows,
    pack: ({ logits }, tasks) => packLearned(logits, tasks),
    unpack: (memory, tasks) => ({ logits: unpackLearned(memory, tasks), before: null }),
    weigh(tasks) {
      const reads = ["losses", "labelled", "order", "memory"];
      return [weightsLaunch(weights, tasks, { reads, params: { offset: float(offset) } })];
    },
    hindsight: (tasks) => [slope(tasks), adam(tasks, { ...options, weightDecay })],
  };
}
