export { upsampleBicubic2d } from "./upsample-bicubic2d.ts";
