import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type EpsOption, perChannel, rowNormOp } from "./row-norm.ts";
import { rowsOfGroups } from "./rows.ts";

export interface GroupNormAttrs {
  readonly numGroups: number;
  readonly eps: number;
}

const name = "groupNorm";

export const groupNormOp = rowNormOp<GroupNormAttrs>(name, {
  check(x, { numGroups }) {
    if (x.length < 2) throw new ShapeError(name, "x [N, C, ...]", { x });
    const [N, C, ...plane] = x as [number, number, ...number[]];
    if (!Number.isInteger(numGroups) || numGroups < 1 || C % numGroups !== 0)
      throw new ShapeError(name, "numGroups that divides the C channels of x", { x, numGroups });
    // PyTorch's rule, which counts the images too.
    if ((N * C * size(plane)) / numGroups === 1)
      throw new ShapeError(
        name,
        "more than 1 value per group",
        { x, numGroups },
        "Use fewer groups or a larger resolution",
      );
  },
  rows: (x, { numGroups }) => rowsOfGroups(x, numGroups),
  affine: perChannel,
});

/**
 * Normalises each group of C / `numGroups` neighbouring channels of each image:
 * y = (x − mean) / √(variance + eps) · weight + bias, mean and biased variance over the channels and pixels of the
 * group. Gradients flow to `x`, `weight` and `bias`.
 *
 * @param x `[N, C, ...]`
 * @param numGroups a divisor of C: 1 for all channels together, C for each by itself
 * @param weight `[C]`; 1 where absent
 * @param bias `[C]`; 0 where absent
 * @returns the shape of `x`
 * @throws {ShapeError} if the shapes do not fit, or the batch holds one value per group, as in PyTorch.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.group_norm.html
 */
export function groupNorm(
  x: Tensor,
  numGroups: number,
  weight?: Tensor | null,
  bias?: Tensor | null,
  { eps = 1e-5 }: EpsOption = {},
): Tensor {
  return apply(groupNormOp, { x, weight: weight ?? undefined, bias: bias ?? undefined }, { numGroups, eps });
}
