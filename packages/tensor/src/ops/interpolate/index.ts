export { type InterpolateOptions, interpolate } from "./interpolate.ts";
