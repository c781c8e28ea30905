import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Floating, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import { MAX_AXES } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import { addLaunchesInto, expectWalk } from "../scatter-add/add-launches.ts";
import { addingEach } from "../scatter-add/adding.ts";
import { indexTypes, type Picking, pick, walkOf } from "./pick.ts";

export interface GatherAttrs {
  readonly dim: number;
}

export const gatherOp: Op<"x" | "index", GatherAttrs> = {
  name: "gather",
  inputs: ["x", "index"],
  dtypes: { x: movable, index: indexTypes },
  shape({ x, index }, { dim }) {
    const axis = axisOf("gather", x, dim);
    if (index.length !== x.length)
      throw new ShapeError("gather", "index with as many axes as x", { x, index });
    if (!index.every((extent, at) => at === axis || extent <= x[at]!))
      throw new ShapeError("gather", "index no longer than x but along dim", { x, index, dim });
    if (x.length > MAX_AXES) {
      walkOf("gather", pickingEach(x, axis, index));
      expectWalk("gather", x, addingEach(x, axis, index, index));
    }
    return index;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x, index }, dtypes, attrs: { dim } }) {
    const picking = pickingEach(x, axisOf("gather", x, dim), index);
    const types = { index: dtypes["index"]!, elements: dtypes["x"]! };
    return [pick("gather", "x", "index", picking, "y", types, "nothing")];
  },
  backward: {
    x({ shapes: { x, index }, dtypes, attrs: { dim } }) {
      const adding = addingEach(x, axisOf("gather", x, dim), index, index);
      const dtype = dtypes["x"] as Floating;
      const types = { index: dtypes["index"]!, values: dtype };
      return addLaunchesInto("gather", "dy", "index", adding, ["dx", x], types, dtype);
    },
  },
  flops: () => 0,
};

/** An element for each index, from the same place along every other axis. */
export const pickingEach = (x: Shape, axis: number, index: Shape): Picking => ({
  shape: index,
  index: stridesOf(index),
  from: stridesOf(x).with(axis, 0),
  extent: x[axis]!,
  step: stridesOf(x)[axis]!,
});

/**
 * The elements of `x` that an index names along the axis `dim`: for three axes and `dim` 1, y[i, j, k] =
 * x[i, index[i, j, k], k]. Gradients flow to `x`, those of an element picked several times added up in a fixed order.
 *
 * An index beyond the axis, or below 0, picks NaN (of integers, the smallest `i32` or the largest `u32`), and has no
 * gradient: a kernel cannot throw.
 *
 * @param x of 16 or 32 bits
 * @param index `i32`, `u32` or `u8`; as many axes as `x`, of extents no larger than x's but along `dim`
 * @returns the shape of `index`
 * @throws {ShapeError} if `x` has no such axis, or `index` does not fit it.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.gather.html
 */
export const gather = (x: Tensor, dim: number, index: Tensor): Tensor =>
  apply(gatherOp, { x, index }, { dim });
