import { floating, isFloating } from "../dtype.ts";
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
 * @param totals tensors of f32 or f16, of the shapes and types of `gradients`
 * @throws {ShapeError} if they do not fit, or are of integers; nothing is changed then.
 */
export function accumulateGradients(totals: readonly Tensor[], gradients: readonly Tensor[]): void {
  if (totals.length !== gradients.length)
    throw new ShapeError("accumulateGradients", "a gradient for each total", {
      totals: totals.length,
      gradients: gradients.length,
    });
  checkTypes("accumulateGradients", totals);
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

/**
 * Sets every element of each tensor to 0, in place: what gradients are accumulated into, after a step.
 *
 * @param totals tensors of f32 or f16
 * @throws {ShapeError} if one is of integers; nothing is changed then.
 */
export function zeroGradients(totals: readonly Tensor[]): void {
  checkTypes("zeroGradients", totals);
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

function checkTypes(op: string, totals: readonly Tensor[]): void {
  for (const { dtype } of totals)
    if (!isFloating(dtype)) throw new ShapeError(op, `totals of ${floating.join(" or ")}`, { total: dtype });
}
