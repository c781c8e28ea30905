export { mean, type ReduceOptions, sum } from "./reduce.ts";
