import type { PerTask, StchPlainOptions } from "@equipoise/lsb";
import { float } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./stch-plain.wgsl";
import { weightsLaunch } from "./weights-launch.ts";

/** `stchPlain` on the device: `w_k = lambda_k softmax(lambda (L - z*) / mu)_k`. Its memory is `lambda`, and a row of `z*`. */
export const stchPlainRule = ({ mu = 1, ideal }: StchPlainOptions = {}): DeviceRule<PerTask> => ({
  rows: 2,
  pack: (lambda, tasks) => [
    ...tasks.map((task) => lambda[task]!),
    ...tasks.map((task) => (ideal ? ideal[task]! : 0)),
  ],
  unpack: (memory, tasks) => Object.fromEntries(tasks.map((task, k) => [task, memory[k]!])),
  weigh(tasks) {
    const reads = ["losses", "labelled", "order", "memory"];
    return [weightsLaunch(code, tasks, { reads, params: { mu: float(mu) } })];
  },
});
