import type { UwSoOptions } from "@equipoise/lsb";
import { float } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import { noMemory } from "./no-memory.ts";
import code from "./uw-so.wgsl";
import { weightsLaunch } from "./weights-launch.ts";

/** `uwSo` on the device: `w = softmax((1 / L) / T)`. */
export const uwSoRule = ({ temperature = 1 }: UwSoOptions = {}): DeviceRule<null> => ({
  ...noMemory,
  weigh(tasks) {
    const params = { temperature: float(temperature) };
    return [weightsLaunch(code, tasks, { reads: ["losses", "labelled", "order"], params })];
  },
});
