import { expectList } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import type { Shape } from "../../shape.ts";

export interface ReduceOptions {
  /** Axes to reduce over, negative ones counted from the end; default all. A scalar has none, PyTorch's has one. */
  readonly dim?: number | readonly number[];
  /** Leaves the reduced axes in the shape, with extent 1; default `false`. */
  readonly keepdim?: boolean;
}

/**
 * Whether each axis of `x` is reduced over.
 *
 * @throws {ShapeError} if `dim` is empty, names no axis of `x`, or one twice.
 */
export function reducedAxes(op: string, x: Shape, { dim }: ReduceOptions): boolean[] {
  if (dim === undefined) return x.map(() => true);
  const dims = typeof dim === "number" ? [dim] : dim;
  expectList(op, "dim", dims);
  const rank = x.length;
  const refuse = (expected: string, cure?: string): never => {
    throw new ShapeError(op, expected, { x, dim }, cure);
  };
  if (dims.length === 0) refuse("at least one dim", "Leave dim out to reduce over all");
  const over = x.map(() => false);
  for (const axis of dims) {
    if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
      refuse(rank === 0 ? "no dim for a scalar" : `each dim an integer from ${-rank} to ${rank - 1}`);
    const at = axis < 0 ? axis + rank : axis;
    if (over[at]) refuse("each dim once");
    over[at] = true;
  }
  return over;
}

/** The shape of a reduction's result. */
export const reducedShape = (x: Shape, over: readonly boolean[], { keepdim }: ReduceOptions): Shape =>
  keepdim ? keptShape(x, over) : x.filter((_, axis) => !over[axis]);

/** The same with the reduced axes left in it, with extent 1. */
export const keptShape = (x: Shape, over: readonly boolean[]): Shape =>
  x.map((extent, axis) => (over[axis] ? 1 : extent));
