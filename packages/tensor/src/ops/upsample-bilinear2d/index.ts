export type { CoordinateMode } from "../resample/axis.ts";
export type { UpsampleTarget } from "../resample/output-size.ts";
export { upsampleBilinear2d } from "./upsample-bilinear2d.ts";
