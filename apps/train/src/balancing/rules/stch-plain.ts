import type { PerTask, StchPlainOptions } from "@equipoise/lsb";
import { float, linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./stch-plain.wgsl";

/** `stchPlain` on the device: `w_k = lambda_k softmax(lambda (L - z*) / mu)_k`. Its memory is `lambda`, and a row of `z*`. */
export const stchPlainRule = ({ mu = 1, ideal }: StchPlainOptions = {}): DeviceRule<PerTask> => ({
  rows: 2,
  pack: (lambda, tasks) => [
    ...tasks.map((task) => lambda[task]!),
    ...tasks.map((task) => (ideal ? ideal[task]! : 0)),
  ],
  unpack: (memory, tasks) => Object.fromEntries(tasks.map((task, k) => [task, memory[k]!])),
  weigh: (tasks) => [
    {
      code,
      reads: ["losses", "labelled", "order", "memory"],
      updates: ["weights"],
      writes: {},
      params: { tasks, mu: float(mu) },
      grid: linearGrid(tasks),
    },
  ],
});
