import type { KernelClass } from "../../device/adapter.ts";
import { type Grid, linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import weightedMean from "./weighted-mean.wgsl";

/** Pixels that one invocation of a loss sums up, as many as it takes to leave few parts to merge. */
const pixelsPerPart: Readonly<Record<KernelClass, number>> = { plain: 1, software: 32, gpu: 4 };

/** Parts that keep a GPU busy; more would only be more to merge, in one workgroup. */
const ENOUGH_PARTS = 65_536;

/** How a loss over `pixels` is split into parts, one for each invocation: part i takes pixels i, i + parts, … */
export function partsOf(
  pixels: number,
  kernels: KernelClass,
): { readonly parts: number; readonly grid: Grid } {
  const parts = Math.ceil(pixels / Math.max(pixelsPerPart[kernels], pixels / ENOUGH_PARTS));
  return { parts, grid: linear(parts) };
}

/**
 * The second stage of a loss: `y` from `partials`, `[parts, 2]` of (sum of values, sum of weights), and `scale`, by
 * which a pullback multiplies the gradient of each pixel's value. Where nothing has weight, a mean and
 * its gradients are 0.
 *
 * @param divisor what a sum is divided by
 */
export const meanOfPartials = (parts: number, reduction: "mean" | "sum" = "mean", divisor = 1): Launch => ({
  code: weightedMean,
  reads: ["partials"],
  writes: { y: { shape: [] }, scale: { shape: [] } },
  params: { parts, factor: float(1 / divisor) },
  constants: { MEAN: Number(reduction === "mean") },
  grid: [1, 1, 1],
});
