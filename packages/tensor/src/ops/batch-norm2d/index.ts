export { type BatchNorm2dOptions, batchNorm2d } from "./batch-norm2d.ts";
