import { apply } from "../../apply.ts";
import { movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { embed } from "../../strided/embed.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";

export interface SliceAttrs {
  readonly dim: number;
  readonly start?: number;
  readonly end?: number;
  readonly step?: number;
}

export const sliceOp: Op<"x", SliceAttrs> = {
  name: "slice",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, attrs) {
    const { axis, extent } = rangeOf(x, attrs);
    return x.with(axis, extent);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x }, dtypes, attrs, y }) {
    const { axis, start, step } = rangeOf(x, attrs);
    const strides = stridesOf(x);
    const stride = strides[axis]!;
    strides[axis] = stride * step;
    return [gather("slice", "x", strides, start * stride, "y", y, dtypes["x"])];
  },
  backward: {
    x({ shapes: { x }, dtypes, attrs, y }) {
      const { axis, start, step } = rangeOf(x, attrs);
      const placements = x.map((_, at) => (at === axis ? { start, step } : { start: 0, step: 1 }));
      return [embed("slice", ["dy", y], placements, "dx", x, 0, dtypes["x"])];
    },
  },
  cut: ({ y, attrs: { dim } }) => (dim === 0 || dim === -y.length ? null : { inputs: ["x"], y: "cut" }),
  flops: () => 0,
};

/** The elements that a slice takes along its axis: `extent` of them, from `start` on. */
function rangeOf(x: Shape, { dim, start = 0, end, step = 1 }: SliceAttrs) {
  const axis = dim < 0 ? dim + x.length : dim;
  const length = x[axis];
  if (length === undefined) throw new ShapeError("slice", "dim to be an axis of x", { x, dim });
  if (!Number.isInteger(step) || step < 1)
    throw new ShapeError("slice", "step to be a positive integer", { step });
  const place = (index: number) => Math.min(Math.max(index < 0 ? index + length : index, 0), length);
  const [first, last] = [place(start), place(end ?? length)];
  if (![first, last].every(Number.isInteger))
    throw new ShapeError("slice", "start and end to be integers", { start, end });
  if (first >= last) throw new ShapeError("slice", "at least one element", { x, dim, start, end });
  return { axis, start: first, step, extent: Math.ceil((last - first) / step) };
}

/**
 * x[start:end:step] along the axis `dim`, as in Python: negative indices count from the end, and those beyond an end
 * of the axis are taken as that end. Takes elements of 32 bits; gradients flow to `x`, zero outside the slice.
 *
 * @throws {ShapeError} if there is no such axis, `step` is below 1, or no element is left.
 */
export const slice = (x: Tensor, dim: number, start?: number, end?: number, step = 1): Tensor =>
  apply(
    sliceOp,
    { x },
    { dim, step, ...(start !== undefined && { start }), ...(end !== undefined && { end }) },
  );
