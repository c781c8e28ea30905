import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Floating, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, stridesOf } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { indexTypes, type Picking, pick } from "../gather/pick.ts";
import { addLaunchesInto } from "../scatter-add/add-launches.ts";
import { addingSlices } from "../scatter-add/adding.ts";

export interface IndexSelectAttrs {
  readonly dim: number;
}

export const indexSelectOp: Op<"x" | "index", IndexSelectAttrs> = {
  name: "indexSelect",
  inputs: ["x", "index"],
  dtypes: { x: movable, index: indexTypes },
  shape({ x, index }, { dim }) {
    const axis = axisOf("indexSelect", x, dim);
    if (index.length !== 1) throw new ShapeError("indexSelect", "index of one axis", { x, index });
    return x.with(axis, index[0]!);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward({ shapes: { x }, dtypes, attrs: { dim }, y }) {
    const picking = pickingSlices(x, axisOf("indexSelect", x, dim), y);
    const types = { index: dtypes["index"]!, elements: dtypes["x"]! };
    return [pick("indexSelect", "x", "index", picking, "y", types, "nothing")];
  },
  backward: {
    x({ shapes: { x, index }, dtypes, attrs: { dim } }) {
      const adding = addingSlices(x, axisOf("indexSelect", x, dim), index[0]!);
      const dtype = dtypes["x"] as Floating;
      const types = { index: dtypes["index"]!, values: dtype };
      return addLaunchesInto("indexSelect", "dy", "index", adding, ["dx", x], types, dtype);
    },
  },
  flops: () => 0,
};

/** A slice for each index. */
const pickingSlices = (x: Shape, axis: number, y: Shape): Picking => ({
  shape: y,
  index: y.map((_, at) => (at === axis ? 1 : 0)),
  from: stridesOf(x).with(axis, 0),
  extent: x[axis]!,
  step: stridesOf(x)[axis]!,
});

/**
 * The slices of `x` that an index names along the axis `dim`, in its order: for three axes and `dim` 1, y[i, j, k] =
 * x[i, index[j], k]. Gradients flow to `x`, those of a slice taken several times added up in a fixed order.
 *
 * An index beyond the axis, or below 0, gives a slice of NaN (of integers, the smallest `i32` or the largest `u32`),
 * and has no gradient: a kernel cannot throw.
 *
 * @param x of 16 or 32 bits
 * @param index `[n]`; `i32`, `u32` or `u8`
 * @returns the shape of `x`, but for `n` along `dim`
 * @throws {ShapeError} if `x` has no such axis, or `index` has not one.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.index_select.html
 */
export const indexSelect = (x: Tensor, dim: number, index: Tensor): Tensor =>
  apply(indexSelectOp, { x, index }, { dim });
