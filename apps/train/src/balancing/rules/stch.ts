import type { StchMemory, StchOptions } from "@equipoise/lsb";
import { float } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./stch.wgsl";
import { weightsLaunch } from "./weights-launch.ts";

/**
 * `stch` on the device: `w_k = K softmax(log(L / z) / mu)_k / L_k`, and `1 / L_k` while the nadir `z_k` is not known. Its
 * memory is the nadir, 0 where it is not known; the pure definition's `observe` sets it at the end of a period.
 */
export const stchRule = ({ mu = 1, factor = "tasks" }: StchOptions = {}): DeviceRule<StchMemory> => ({
  rows: 1,
  pack: ({ nadir }, tasks) => tasks.map((task) => (Object.hasOwn(nadir, task) ? nadir[task]! : 0)),
  unpack: (memory, tasks) => ({
    nadir: Object.fromEntries(
      tasks.map((task, k) => [task, memory[k]!] as const).filter(([, nadir]) => nadir !== 0),
    ),
  }),
  weigh(tasks) {
    const reads = ["losses", "labelled", "order", "memory"];
    const constants = { TIMES_TASKS: Number(factor === "tasks") };
    return [weightsLaunch(code, tasks, { reads, params: { mu: float(mu) }, constants })];
  },
});
