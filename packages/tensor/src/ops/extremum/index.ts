export { amax, amin } from "./amax.ts";
export { type ArgmaxOptions, argmax, argmin } from "./argmax.ts";
export { type LineOptions, max, maxWithIndices, min, minWithIndices } from "./max.ts";
