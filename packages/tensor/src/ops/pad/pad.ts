import { apply } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { type Dtype, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { embed } from "../../strided/embed.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";

export interface PadAttrs {
  /** Elements before and after, pair by pair from the last axis. */
  readonly padding: readonly number[];
  readonly value?: number;
}

export const padOp: Op<"x", PadAttrs> = {
  name: "pad",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, { padding }) {
    expectList("pad", "padding", padding);
    if (!padding.every((elements) => Number.isInteger(elements) && elements >= 0))
      throw new ShapeError("pad", "whole numbers of elements, none negative", { padding }, "Crop with slice");
    if (padding.length % 2 !== 0 || padding.length > 2 * x.length)
      throw new ShapeError("pad", "a pair of numbers for each axis to pad, from the last one", {
        x,
        padding,
      });
    const y = x.map((extent, axis) => extent + before(x, padding, axis) + after(x, padding, axis));
    launch(x, padding, y, 0);
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x }, dtypes, attrs: { padding, value = 0 }, y }) {
    return [launch(x, padding, y, value, dtypes["x"])];
  },
  backward: {
    x({ shapes: { x }, dtypes, attrs: { padding }, y }) {
      const strides = stridesOf(y);
      const offset = strides.reduce((sum, stride, axis) => sum + stride * before(x, padding, axis), 0);
      return [gather("pad", "dy", strides, offset, "dx", x, dtypes["x"])];
    },
  },
  cut: ({ y, attrs: { padding } }) => (padding.length < 2 * y.length ? { inputs: ["x"], y: "cut" } : null),
  flops: () => 0,
};

function launch(x: Shape, padding: readonly number[], y: Shape, value: number, dtype?: Dtype): Launch {
  const placements = x.map((_, axis) => ({ start: before(x, padding, axis), step: 1 }));
  return embed("pad", ["x", x], placements, "y", y, value, dtype);
}

const before = (x: Shape, padding: readonly number[], axis: number): number =>
  padding[2 * (x.length - 1 - axis)] ?? 0;
const after = (x: Shape, padding: readonly number[], axis: number): number =>
  padding[2 * (x.length - 1 - axis) + 1] ?? 0;

/**
 * `x` within a frame of `value`. `padding` holds pairs from the last axis on, as in PyTorch: `[left, right]`, or
 * `[left, right, top, bottom]`. A negative one is refused: `slice` crops. Takes elements of 32 bits; gradients flow
 * to `x`.
 *
 * @throws {ShapeError} if `padding` is negative, or does not come in pairs, at most one for each axis.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.pad.html
 */
export const pad = (x: Tensor, padding: readonly number[], value = 0): Tensor =>
  apply(padOp, { x }, { padding, value });
