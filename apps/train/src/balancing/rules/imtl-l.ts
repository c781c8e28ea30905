import type { ImtlLOptions, Learned } from "@equipoise/lsb";
import type { DeviceRule } from "../device-rule.ts";
import { learnedScales } from "./learned-scales.ts";

/** `imtlL` on the device: `w_k = e^{s_k}`, with Adam down `ds_k = w_k L_k - 1`. */
export const imtlLRule = (options: ImtlLOptions = {}): DeviceRule<Learned> =>
  learnedScales({ ...options, sign: 1, target: 1, factor: () => 1 });
