export { conv2d } from "./conv2d.ts";
export type { Conv2dOptions, Pair } from "./geometry.ts";
