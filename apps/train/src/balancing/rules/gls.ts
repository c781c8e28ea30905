import { linearGrid } from "@equipoise/tensor";
import type { DeviceRule } from "../device-rule.ts";
import code from "./gls.wgsl";

/** `gls` on the device: `w_k = G / (K L_k)` with the geometric mean `G` of the losses. */
export const glsRule = (): DeviceRule<null> => ({
  rows: 0,
  pack: () => [],
  unpack: () => null,
  weigh: (tasks) => [
    {
      code,
      reads: ["losses", "labelled", "order"],
      updates: ["weights"],
      writes: {},
      params: { tasks },
      grid: linearGrid(tasks),
    },
  ],
});
