export type { UpsampleTarget } from "./output-size.ts";
export { upsampleBilinear2d } from "./upsample-bilinear2d.ts";
