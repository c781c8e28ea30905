import { apply } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { movable } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import type { Op } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";

export interface ReshapeAttrs {
  readonly shape: Shape;
}

export const reshapeOp: Op<"x", ReshapeAttrs> = {
  name: "reshape",
  inputs: ["x"],
  dtypes: { x: [...movable, "u8"] },
  shape({ x }, { shape }) {
    expectList("reshape", "shape", shape);
    if (!shape.every((extent) => extent === -1 || (Number.isInteger(extent) && extent > 0)))
      throw new ShapeError("reshape", "a positive integer along each axis, or -1", { shape });
    if (shape.filter((extent) => extent === -1).length > 1)
      throw new ShapeError("reshape", "-1 along one axis at most", { shape });
    const elements = size(x);
    const known = size(shape.filter((extent) => extent !== -1));
    const resolved = shape.map((extent) => (extent === -1 ? elements / known : extent));
    if (size(resolved) !== elements || !resolved.every(Number.isInteger))
      throw new ShapeError("reshape", `a shape of ${elements} elements`, { x, shape });
    return resolved;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  view: "x",
  forward: () => [],
  backward: { x: () => [] },
  flops: () => 0,
};

/**
 * The same elements, in the same order and the same memory, under another shape: one extent may be -1 and is worked
 * out from the others. Takes every element type; gradients flow to `x`.
 *
 * @throws {ShapeError} if the shape holds another number of elements than `x`.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.reshape.html
 */
export const reshape = (x: Tensor, shape: Shape): Tensor => apply(reshapeOp, { x }, { shape });
