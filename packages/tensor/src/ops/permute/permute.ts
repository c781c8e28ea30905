import { apply } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { type Dtype, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";

export interface PermuteAttrs {
  readonly dims: readonly number[];
}

export const permuteOp: Op<"x", PermuteAttrs> = {
  name: "permute",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, { dims }) {
    const shape = axesOf(x, dims).map((axis) => x[axis]!);
    launch("x", x, dims, "y", shape);
    return shape;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: ({ shapes: { x }, dtypes, attrs: { dims }, y }) => [launch("x", x, dims, "y", y, dtypes["x"])],
  backward: {
    x({ shapes: { x }, dtypes, attrs: { dims }, y }) {
      const axes = axesOf(x, dims);
      const inverse = x.map((_, axis) => axes.indexOf(axis));
      return [launch("dy", y, inverse, "dx", x, dtypes["x"])];
    },
  },
  flops: () => 0,
};

/** The launch that writes `name` with the elements of `from` under permuted axes. */
function launch(
  from: string,
  shape: Shape,
  dims: readonly number[],
  name: string,
  permuted: Shape,
  dtype?: Dtype,
): Launch {
  const strides = stridesOf(shape);
  const along = axesOf(shape, dims).map((axis) => strides[axis]!);
  return gather("permute", from, along, 0, name, permuted, dtype);
}

/** The axis of x that each axis of the result is. */
function axesOf(x: Shape, dims: readonly number[]): number[] {
  expectList("permute", "dims", dims);
  const axes = dims.map((axis) => (axis < 0 ? axis + x.length : axis));
  if (axes.length !== x.length || !x.every((_, axis) => axes.includes(axis)))
    throw new ShapeError("permute", "dims that name each axis of x once", { x, dims });
  return axes;
}

/**
 * The same elements under permuted axes: axis i of the result is axis `dims[i]` of `x`, negative ones counted from
 * the end. Takes elements of 32 bits; gradients flow to `x`.
 *
 * @throws {ShapeError} if `dims` does not name each axis once.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.permute.html
 */
export const permute = (x: Tensor, dims: readonly number[]): Tensor => apply(permuteOp, { x }, { dims });

/**
 * The same elements with two axes exchanged; as {@link permute}.
 *
 * @throws {ShapeError} if `x` has no such axis.
 */
export function transpose(x: Tensor, dim0: number, dim1: number): Tensor {
  const rank = x.shape.length;
  const [first, second] = [dim0, dim1].map((dim) => (dim < 0 ? dim + rank : dim)) as [number, number];
  if (![first, second].every((dim) => Number.isInteger(dim) && dim >= 0 && dim < rank))
    throw new ShapeError("transpose", "two axes of x", { x: x.shape, dim0, dim1 });
  const dims = x.shape.map((_, axis) => (axis === first ? second : axis === second ? first : axis));
  return permute(x, dims);
}
