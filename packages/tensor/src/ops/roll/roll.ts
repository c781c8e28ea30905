import { apply } from "../../apply.ts";
import { axisOf } from "../../axes.ts";
import { type Dtype, movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import type { Launch, Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { MAX_AXES, perAxis } from "../../strided/collapse.ts";
import type { Tensor } from "../../tensor.ts";
import code from "./roll.wgsl";

export interface RollAttrs {
  readonly shifts: readonly number[];
  /** As many axes as there are shifts; none for one shift of all elements in a row. */
  readonly dims: readonly number[];
}

export const rollOp: Op<"x", RollAttrs> = {
  name: "roll",
  inputs: ["x"],
  dtypes: { x: movable },
  shape({ x }, attrs) {
    walkOf(x, attrs);
    return x;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: ({ dtypes, attrs, y }) => [launch(y, attrs, "x", "y", dtypes["x"])],
  backward: {
    x: ({ dtypes, attrs: { shifts, dims }, y }) => [
      launch(y, { shifts: shifts.map((shift) => -shift), dims }, "dy", "dx", dtypes["x"]),
    ],
  },
  flops: () => 0,
};

function launch(shape: Shape, attrs: RollAttrs, from: string, name: string, dtype: Dtype = "f32"): Launch {
  const axes = walkOf(shape, attrs);
  return {
    code,
    real: dtype,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: {
      ...perAxis(
        "extent",
        axes.map(({ extent }) => extent),
      ),
      ...perAxis(
        "start",
        axes.map(({ start }) => start),
      ),
      size: size(shape),
    },
    constants: { AXES: axes.length },
    grid: linear(size(shape)),
  };
}

/** The axes with the element that comes first along each, those that stay as they are joined to the one before. */
function walkOf(x: Shape, { shifts, dims }: RollAttrs): { extent: number; start: number }[] {
  if (!shifts.every(Number.isInteger)) throw new ShapeError("roll", "shifts of integers", { shifts });
  if (dims.length === 0 && shifts.length !== 1)
    throw new ShapeError("roll", "one shift where no dims are given", { shifts });
  if (dims.length > 0 && dims.length !== shifts.length)
    throw new ShapeError("roll", "as many shifts as dims", { shifts, dims });
  const shape = dims.length > 0 ? x : [size(x)];
  const axes = dims.length > 0 ? dims.map((dim) => axisOf("roll", x, dim)) : [0];
  const merged: { extent: number; start: number }[] = [];
  shape.forEach((extent, axis) => {
    const shift = axes.reduce((sum, at, i) => (at === axis ? sum + shifts[i]! : sum), 0);
    const start = ((-shift % extent) + extent) % extent;
    const outer = merged.at(-1);
    if (!outer || start > 0) merged.push({ extent, start });
    else Object.assign(outer, { extent: outer.extent * extent, start: outer.start * extent });
  });
  if (merged.length > MAX_AXES)
    throw new ShapeError("roll", `at most ${MAX_AXES} axes that cannot be merged`, { x, dims });
  return merged;
}

/**
 * `x` with its elements moved by `shifts` along the axes `dims`, those beyond the end coming in again at the
 * beginning. An axis named twice moves by the sum; without `dims`, all elements move as if in a row. Takes elements of
 * 16 or 32 bits; gradients flow to `x`.
 *
 * @param shifts integers, positive ones towards the end
 * @throws {ShapeError} if a shift is not an integer, there are not as many as axes, or `x` has no such axis.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.roll.html
 */
export function roll(
  x: Tensor,
  shifts: number | readonly number[],
  dims: number | readonly number[] = [],
): Tensor {
  return apply(rollOp, { x }, { shifts: [shifts].flat(), dims: [dims].flat() });
}
