import { apply } from "../../apply.ts";
import { axesOf } from "../../axes.ts";
import { type Dtype, movable } from "../../dtype.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";

export interface FlipAttrs {
  readonly dims: readonly number[];
}

export const flipOp: Op<"x", FlipAttrs> = {
  name: "flip",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, { dims }) {
    flipped(x, dims, "x", "y");
    return x;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: ({ dtypes, attrs: { dims }, y }) => [flipped(y, dims, "x", "y", dtypes["x"])],
  backward: { x: ({ dtypes, attrs: { dims }, y }) => [flipped(y, dims, "dy", "dx", dtypes["x"])] },
  flops: () => 0,
};

/** The launch that writes `name` with the elements of `from` in reverse order: backward from the last along `dims`. */
function flipped(shape: Shape, dims: readonly number[], from: string, name: string, dtype?: Dtype): Launch {
  const axes = axesOf("flip", shape, dims);
  const strides = stridesOf(shape);
  const offset = axes.reduce((sum, axis) => sum + (shape[axis]! - 1) * strides[axis]!, 0);
  // The kernel counts modulo 2³²: a step back is as good as one forward.
  const steps = strides.map((stride, axis) => (axes.includes(axis) ? -stride : stride));
  return gather("flip", from, steps, offset, name, shape, dtype);
}

/**
 * `x` with its elements in reverse order along the axes `dims`. Takes elements of 16 or 32 bits; gradients flow to `x`.
 *
 * @throws {ShapeError} if `x` has no such axis, or one is named twice.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.flip.html
 */
export const flip = (x: Tensor, dims: readonly number[]): Tensor => apply(flipOp, { x }, { dims });
