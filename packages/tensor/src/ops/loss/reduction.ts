import type { AdapterProfile } from "../../device/adapter.ts";
import { ShapeError } from "../../errors.ts";
import type { Cut, Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import { meanOfPartials, partsOf } from "./weighted-mean.ts";

/** What becomes of the losses of single elements or pixels: their mean, their sum, or each as it is. */
export type Reduction = "mean" | "sum" | "none";

/** Checks the name of a reduction, which may come from a configuration. */
export function checkReduction(
  op: string,
  reduction: string,
  accepted: readonly string[] = ["mean", "sum", "none"],
): void {
  if (!accepted.includes(reduction))
    throw new ShapeError(op, `reduction of ${accepted.slice(0, -1).join(", ")} or ${accepted.at(-1)}`, {
      reduction,
    });
}

/** A kernel that goes over `items` in parts: `parts` comes last in its `Params`, and its result is bound last. */
interface LossKernel extends Omit<Launch, "writes" | "grid"> {
  readonly items: number;
  /** What the kernel writes beside its result. */
  readonly writes?: Launch["writes"];
}

/**
 * The launches of a loss. Its kernel writes the losses of its items where they belong in `y`, or, where `REDUCED`,
 * partial sums of (losses, weights), which a second launch merges; that one also writes `scale`, for backward.
 *
 * @param divisor what the sum is divided by where it is no mean
 */
export function lossLaunches(
  { items, params, constants, writes, ...kernel }: LossKernel,
  { y, adapter }: { readonly y: Shape; readonly adapter: AdapterProfile },
  reduction: Reduction,
  divisor = 1,
): Launch[] {
  const { parts, grid } = partsOf(items, adapter.kernels);
  const reduced = reduction !== "none";
  const first: Launch = {
    ...kernel,
    writes: { ...writes, ...(reduced ? { partials: { shape: [parts, 2] } } : { y: { shape: y } }) },
    params: { ...params, parts },
    constants: { ...constants, ...reductionOf(reduction).constants },
    grid,
  };
  return reduced ? [first, meanOfPartials(parts, reduction, divisor)] : [first];
}

/** How a pullback reads the cotangent: `dy` of the reduced loss times `scale`, or its own of every loss. */
export const reductionOf = (reduction: Reduction) =>
  reduction === "none"
    ? ({ reads: ["dy", "dy"], constants: { REDUCED: 0 } } as const)
    : ({ reads: ["dy", "scale"], constants: { REDUCED: 1 } } as const);

/** How a call is cut over images: their losses follow one another, or add up. A mean is not made of those of pieces. */
export function cutOf<Name extends string>(
  reduction: Reduction | "batchmean",
  ...inputs: readonly Name[]
): Cut<Name> | null {
  if (reduction === "none") return { inputs, y: "cut" };
  return reduction === "sum" ? { inputs, y: "added" } : null;
}
