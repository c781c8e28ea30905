import { ShapeError } from "./errors.ts";
import type { Shape } from "./shape.ts";

/**
 * The axis of `x` that `dim` names, negative ones counted from the end.
 *
 * @throws {ShapeError} if `x` has no such axis.
 */
export function axisOf(op: string, x: Shape, dim: number): number {
  if (!Number.isInteger(dim) || dim < -x.length || dim >= x.length)
    throw new ShapeError(op, "dim to be an axis of x", { x, dim });
  return dim < 0 ? dim + x.length : dim;
}

/**
 * The axes of `x` that `dims` name, in their order.
 *
 * @throws {ShapeError} if `x` lacks one, or one is named twice.
 */
export function axesOf(op: string, x: Shape, dims: readonly number[]): number[] {
  const axes = dims.map((dim) => axisOf(op, x, dim));
  if (new Set(axes).size < axes.length) throw new ShapeError(op, "each dim once", { x, dims });
  return axes;
}
