export { std, type VarianceOptions, variance } from "./variance.ts";
