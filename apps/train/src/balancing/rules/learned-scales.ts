import type { AdamOptions, Learned } from "@equipoise/lsb";
import { float, type Launch, linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import { adam, learnedRows, packLearned, unpackLearned } from "./adam.ts";
import gradient from "./scales-gradient.wgsl";
import weights from "./scales-weights.wgsl";
import { weightsLaunch } from "./weights-launch.ts";

/** What sets rules apart that learn `s_k` with `w_k = f_k e^{sign s_k}` and `ds_k = sign (w_k L_k - target)`. */
interface Scales extends AdamOptions {
  readonly sign: 1 | -1;
  /** Of `w_k L_k`: where the scales come to rest. */
  readonly target: number;
  /** `f_k` */
  readonly factor: (task: string) => number;
}

/** A rule whose memory is that of Adam, and a row of factors. */
export function learnedScales({ sign, target, factor, ...options }: Scales): DeviceRule<Learned> {
  const slope = (tasks: number): Launch => ({
    code: gradient,
    reads: ["losses", "labelled", "weights"],
    writes: { gradient: { shape: [tasks] } },
    params: { tasks, sign: float(sign), target: float(target) },
    grid: linearGrid(tasks),
  });
  return {
    rows: learnedRows + 1,
    pack: (own, tasks) => [...packLearned(own, tasks), ...tasks.map(factor)],
    unpack: unpackLearned,
    weigh(tasks) {
      const params = { sign: float(sign) };
      return [weightsLaunch(weights, tasks, { reads: ["labelled", "memory"], params })];
    },
    learn: (tasks) => [slope(tasks), adam(tasks, options)],
  };
}
