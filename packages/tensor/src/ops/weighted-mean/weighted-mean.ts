import type { KernelClass } from "../../device/adapter.ts";
import { type Grid, linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import weightedMean from "./weighted-mean.wgsl";

/** Pixels that one invocation of a loss sums up: enough that merging what is left takes one workgroup. */
const pixelsPerPart: Readonly<Record<KernelClass, number>> = { plain: 1, software: 32, gpu: 4 };

/** How a loss over `pixels` is split into parts, one for each invocation: part i takes pixels i, i + parts, … */
export function partsOf(
  pixels: number,
  kernels: KernelClass,
): { readonly parts: number; readonly grid: Grid } {
  const parts = Math.ceil(pixels / pixelsPerPart[kernels]);
  return { parts, grid: linear(parts) };
}

/**
 * The second stage of a loss: `y` from `partials`, `[parts, 2]` of (sum of values, sum of weights), and `scale`, by
 * which a pullback multiplies the gradient of each pixel's value. Where nothing has weight, `y` is 0.
 */
export const meanOfPartials = (parts: number, reduction: "mean" | "sum" = "mean"): Launch => ({
  code: weightedMean,
  reads: ["partials"],
  writes: { y: { shape: [] }, scale: { shape: [] } },
  params: { parts },
  constants: { MEAN: Number(reduction === "mean") },
  grid: [1, 1, 1],
});
