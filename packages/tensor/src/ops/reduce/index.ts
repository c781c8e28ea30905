export { mean, sum } from "./reduce.ts";
export type { ReduceOptions } from "./reduced-axes.ts";
