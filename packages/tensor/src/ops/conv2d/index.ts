export type { Pair, Sides } from "../window/pair.ts";
export { conv2d } from "./conv2d.ts";
export type { Conv2dOptions } from "./geometry.ts";
