import { apply } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { type Floating, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { broadcastStrides, collapse } from "../../strided/collapse.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import { reshape } from "../reshape/index.ts";

export interface ExpandAttrs {
  readonly shape: Shape;
}

export const expandOp: Op<"x", ExpandAttrs> = {
  name: "expand",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, { shape }) {
    const y = resolve(x, shape);
    collapse("expand", { extents: y, strides: [broadcastStrides(x, y)] });
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: ({ shapes: { x }, dtypes, y }) => [
    gather("expand", "x", broadcastStrides(x, y), 0, "y", y, dtypes["x"]),
  ],
  backward: {
    x({ shapes: { x }, dtypes, y }) {
      const own = y.map((_, axis) => x[axis - y.length + x.length] ?? 1);
      const repeated = y.map((extent, axis) => own[axis] !== extent);
      return sumLaunches(["dy", y], repeated, "dx", x, 1, dtypes["x"] as Floating);
    },
  },
  flops: () => 0,
};

/** The shape of the result, every -1 replaced by the extent it stands for. */
function resolve(x: Shape, shape: Shape): Shape {
  expectList("expand", "shape", shape);
  const added = shape.length - x.length;
  if (added < 0) throw new ShapeError("expand", "a shape of as many axes as x, or more", { x, shape });
  const y = shape.map((extent, axis) => (extent === -1 ? (x[axis - added] ?? -1) : extent));
  if (!y.every((extent) => Number.isInteger(extent) && extent > 0))
    throw new ShapeError("expand", "a positive integer along each axis, or -1 along those that x has", {
      x,
      shape,
    });
  if (x.some((extent, axis) => extent !== 1 && extent !== y[axis + added]))
    throw new ShapeError("expand", "the extents of x wherever they are not 1", { x, shape });
  return y;
}

/**
 * `x` repeated along its axes of one element, and along new ones before the first, until it has the given shape; -1
 * leaves an extent as it is. A copy, unless nothing is repeated: then the same memory, as {@link reshape}. Arithmetic
 * and `matmul` broadcast without it. Takes elements of 16 or 32 bits; gradients flow to `x`.
 *
 * @throws {ShapeError} if the shape has fewer axes than `x`, or another extent where x's is not 1.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.Tensor.expand.html
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  const y = resolve(x.shape, shape);
  return size(y) === x.size ? reshape(x, y) : apply(expandOp, { x }, { shape });
}
