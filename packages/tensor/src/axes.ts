import { ShapeError } from "./errors.ts";
import { type Shape, size } from "./shape.ts";

/**
 * The axis of `x`, which goes by `name`, that `dim` names, negative ones counted from the end.
 *
 * @throws {ShapeError} if `x` has no such axis.
 */
export function axisOf(op: string, x: Shape, dim: number, name = "x"): number {
  if (!Number.isInteger(dim) || dim < -x.length || dim >= x.length)
    throw new ShapeError(op, `dim to be an axis of ${name}`, { [name]: x, dim });
  return dim < 0 ? dim + x.length : dim;
}

/** @throws {ShapeError} unless `values`, which go by `name`, are a list: callers without types give numbers and words. */
export function expectList(op: string, name: string, values: unknown): void {
  if (!Array.isArray(values)) throw new ShapeError(op, `${name} in a list`, { [name]: values as number });
}

/**
 * The axes of `x` that `dims` name, in their order.
 *
 * @throws {ShapeError} if `x` lacks one, or one is named twice.
 */
export function axesOf(op: string, x: Shape, dims: readonly number[]): number[] {
  expectList(op, "dims", dims);
  const axes = dims.map((dim) => axisOf(op, x, dim));
  if (new Set(axes).size < axes.length) throw new ShapeError(op, "each dim once", { x, dims });
  return axes;
}

/** The extent of an axis, and the elements outside and inside it. */
export const linesOf = (shape: Shape, axis: number) => ({
  outer: size(shape.slice(0, axis)),
  extent: shape[axis]!,
  inner: size(shape.slice(axis + 1)),
});
