export type { Masked, MaskedLossOptions } from "./mask.ts";
export type { Reduction } from "./reduction.ts";
