import type { StchMemory, StchOptions } from "@equipoise/lsb";
import { float, linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./stch.wgsl";

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
  weigh: (tasks) => [
    {
      code,
      reads: ["losses", "labelled", "order", "memory"],
      updates: ["weights"],
      writes: {},
      params: { tasks, mu: float(mu) },
      constants: { TIMES_TASKS: Number(factor === "tasks") },
      grid: linearGrid(tasks),
    },
  ],
});
