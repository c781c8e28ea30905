import type { UwSoOptions } from "@equipoise/lsb";
import { float, linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./uw-so.wgsl";

/** `uwSo` on the device: `w = softmax((1 / L) / T)`. */
export const uwSoRule = ({ temperature = 1 }: UwSoOptions = {}): DeviceRule<null> => ({
  rows: 0,
  pack: () => [],
  unpack: () => null,
  weigh: (tasks) => [
    {
      code,
      reads: ["losses", "labelled", "order"],
      updates: ["weights"],
      writes: {},
      params: { tasks, temperature: float(temperature) },
      grid: linearGrid(tasks),
    },
  ],
});
