import { apply } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { type Floating, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { collapse } from "../../strided/collapse.ts";
import { gather } from "../../strided/gather.ts";
import type { Tensor } from "../../tensor.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";

export interface TileAttrs {
  /** Copies along each axis; as many numbers as the result has axes, or fewer: those of its last axes. */
  readonly dims: readonly number[];
}

export const tileOp: Op<"x", TileAttrs> = {
  name: "tile",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, { dims }) {
    expectList("tile", "dims", dims);
    if (!dims.every((copies) => Number.isInteger(copies) && copies > 0))
      throw new ShapeError("tile", "a positive number of copies along each axis", { dims });
    const { copies, extents, y } = tiling(x, dims);
    collapse("tile", { extents, strides: [stridesOfCopies(x, copies)] });
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x }, dtypes, attrs: { dims }, y }) {
    const dtype = dtypes["x"]!;
    const { copies, extents } = tiling(x, dims);
    const copy = gather("tile", "x", stridesOfCopies(x, copies), 0, "y", extents, dtype);
    return [{ ...copy, writes: { y: { shape: y, dtype } } }];
  },
  backward: {
    x({ shapes: { x }, dtypes, attrs: { dims } }) {
      const { extents } = tiling(x, dims);
      return sumLaunches(
        ["dy", extents],
        extents.map((_, axis) => axis % 2 === 0),
        "dx",
        x,
        1,
        dtypes["x"] as Floating,
      );
    },
  },
  flops: () => 0,
};

/** The shape of the result, and the same with two axes for each of its axes: the copies, then the elements of one. */
function tiling(x: Shape, dims: readonly number[]) {
  const rank = Math.max(x.length, dims.length);
  const whole = [...Array<number>(rank - x.length).fill(1), ...x];
  const copies = [...Array<number>(rank - dims.length).fill(1), ...dims];
  return {
    copies,
    extents: whole.flatMap((extent, axis) => [copies[axis]!, extent]),
    y: whole.map((extent, axis) => copies[axis]! * extent),
  };
}

/** Elements of `x` to step over along those pairs of axes. */
function stridesOfCopies(x: Shape, copies: readonly number[]): number[] {
  const strides = stridesOf(x);
  return copies.flatMap((_, axis) => [0, strides[axis - copies.length + x.length] ?? 0]);
}

/**
 * Copies of `x` side by side: `dims[i]` of them along axis i. Where `x` has fewer axes than `dims` has numbers, axes
 * come before its first; where it has more, one copy along those before. Takes elements of 16 or 32 bits; gradients flow
 * to `x`.
 *
 * @throws {ShapeError} if a number of copies is not a positive integer.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.tile.html
 */
export const tile = (x: Tensor, dims: readonly number[]): Tensor => apply(tileOp, { x }, { dims });

/**
 * As {@link tile}, with a number for each axis of `x`, or more.
 *
 * @throws {ShapeError} if there are fewer, or one is not a positive integer.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.Tensor.repeat.html
 */
export function repeat(x: Tensor, repeats: readonly number[]): Tensor {
  expectList("repeat", "repeats", repeats);
  if (repeats.length < x.shape.length)
    throw new ShapeError("repeat", "a number for each axis of x, or more", { x: x.shape, repeats });
  return tile(x, repeats);
}
