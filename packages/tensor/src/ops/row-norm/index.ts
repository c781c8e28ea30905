export { groupNorm } from "./group-norm.ts";
export { instanceNorm2d } from "./instance-norm2d.ts";
export { layerNorm } from "./layer-norm.ts";
export type { EpsOption } from "./row-norm.ts";
