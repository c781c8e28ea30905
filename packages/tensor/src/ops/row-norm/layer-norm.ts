import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { type Shape, sameShape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type EpsOption, rowNormOp } from "./row-norm.ts";
import { rowsOfLastAxes } from "./rows.ts";

export interface LayerNormAttrs {
  readonly normalizedShape: Shape;
  readonly eps: number;
}

const name = "layerNorm";

export const layerNormOp = rowNormOp<LayerNormAttrs>(name, {
  check(x, { normalizedShape }) {
    const axes = normalizedShape.length;
    if (axes === 0 || axes > x.length || !sameShape(x.slice(x.length - axes), normalizedShape))
      throw new ShapeError(name, "normalizedShape to be the last extents of x, one or more", {
        x,
        normalizedShape,
      });
  },
  rows: (x, { normalizedShape }) => rowsOfLastAxes(x, normalizedShape.length),
  affine: (_, { normalizedShape }) => ({ shape: normalizedShape, words: "of normalizedShape" }),
});

/**
 * Normalises over the last axes: y = (x − mean) / √(variance + eps) · weight + bias, mean and biased variance over
 * the elements that the extents `normalizedShape` span. Gradients flow to `x`, `weight` and `bias`.
 *
 * @param x any shape whose last extents are `normalizedShape`
 * @param normalizedShape the extents to normalise over; a number stands for the last one alone
 * @param weight of `normalizedShape`, a factor for each element; 1 where absent
 * @param bias of `normalizedShape`; 0 where absent
 * @returns the shape of `x`
 * @throws {ShapeError} if the shapes do not fit.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.layer_norm.html
 */
export function layerNorm(
  x: Tensor,
  normalizedShape: number | Shape,
  weight?: Tensor | null,
  bias?: Tensor | null,
  { eps = 1e-5 }: EpsOption = {},
): Tensor {
  const attrs = { normalizedShape: [normalizedShape].flat(), eps };
  return apply(layerNormOp, { x, weight: weight ?? undefined, bias: bias ?? undefined }, attrs);
}
