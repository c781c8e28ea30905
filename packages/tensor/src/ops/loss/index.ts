export type { Reduction } from "./reduction.ts";
