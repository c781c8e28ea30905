export { upsampleNearest2d } from "./upsample-nearest2d.ts";
