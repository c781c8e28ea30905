import type { DeviceRule } from "../device-rule.ts";
import code from "./gls.wgsl";
import { noMemory } from "./no-memory.ts";
import { weightsLaunch } from "./weights-launch.ts";

/** `gls` on the device: `w_k = G / (K L_k)` with the geometric mean `G` of the losses. */
export const glsRule = (): DeviceRule<null> => ({
  ...noMemory,
  weigh: (tasks) => [weightsLaunch(code, tasks, { reads: ["losses", "labelled", "order"] })],
});
