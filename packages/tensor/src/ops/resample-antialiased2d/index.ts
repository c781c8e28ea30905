export { type ResampleAntialiased2dAttrs, resampleAntialiased2d } from "./resample-antialiased2d.ts";
