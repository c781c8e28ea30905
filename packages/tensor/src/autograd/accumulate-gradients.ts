import { ShapeError } from "../errors.ts";
import { execute } from "../execute.ts";
import { linear } from "../grid.ts";
import { sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import add from "./accumulate-in-place.wgsl";
import zero from "./zero.wgsl";

/**
 * totals += gradients, in place, one by one: gradients of several batches before one step of an optimiser.
 *
 * @param totals tensors of the shapes and types of `gradients`
 * @throws {ShapeError} if they do not fit; nothing is changed then.
 */
export function accumulateGradients(totals: readonly Tensor[], gradients: readonly Tensor[]): void {
  if (totals.length !== gradients.length)
    throw new ShapeError("accumulateGradients", "a gradient for each total", {
      totals: totals.length,
      gradients: gradients.length,
    });
  for (const [i, total] of totals.entries()) {
    const { shape, dtype } = gradients[i]!;
    if (!sameShape(total.shape, shape) || total.dtype !== dtype)
      throw new ShapeError("accumulateGradients", "gradients of the shapes and types of their totals", {
        total: total.shape,
        of: total.dtype,
        gradient: shape,
        "also of": dtype,
      });
  }
  for (const [i, total] of totals.entries()) {
    const launch = {
      code: add,
      real: total.dtype,
      reads: ["gradient"],
      updates: ["total"],
      writes: {},
      params: { size: total.size },
      grid: linear(total.size / 4),
    };
    execute("accumulateGradients", [launch], { gradient: gradients[i]!, total });
  }
}

/** Sets every element of each tensor to 0, in place: what gradients are accumulated into, after a step. */
export function zeroGradients(totals: readonly Tensor[]): void {
  for (const total of totals) {
    const launch = {
      code: zero,
      real: total.dtype,
      reads: [],
      updates: ["total"],
      writes: {},
      params: { size: total.size },
      grid: linear(total.size / 4),
    };
    execute("zeroGradients", [launch], { total });
  }
}
