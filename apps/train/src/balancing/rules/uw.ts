import type { Learned, UwOptions } from "@equipoise/lsb";
import type { DeviceRule } from "../device-rule.ts";
import { learnedScales } from "./learned-scales.ts";

/** `uw` on the device: `w_k = f_k e^{-s_k}`, with Adam down `ds_k = 1/2 - w_k L_k`. */
export const uwRule = ({ factors, ...options }: UwOptions = {}): DeviceRule<Learned> =>
  learnedScales({ ...options, sign: -1, target: 0.5, factor: (task) => (factors ? factors[task]! : 0.5) });
