import { apply, ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import type { Tensor } from "../../tensor.ts";
import { type EpsOption, perChannel, rowNormOp } from "./row-norm.ts";
import { rowsOfGroups } from "./rows.ts";

export interface InstanceNorm2dAttrs {
  readonly eps: number;
}

const name = "instanceNorm2d";

export const instanceNorm2dOp = rowNormOp<InstanceNorm2dAttrs>(name, {
  check(x) {
    const [, , H, W] = ranked(name, "x", x, "N, C, H, W", 4);
    if (H * W === 1) throw new ShapeError(name, "more than 1 pixel", { x }, "Use a larger resolution");
  },
  rows: (x) => rowsOfGroups(x, x[1]!),
  affine: perChannel,
});

/**
 * Normalises each channel of each image by itself: y = (x − mean) / √(variance + eps) · weight + bias, mean and
 * biased variance over the pixels. PyTorch's `instance_norm` without running statistics. Gradients flow to `x`,
 * `weight` and `bias`.
 *
 * @param x `[N, C, H, W]`
 * @param weight `[C]`; 1 where absent
 * @param bias `[C]`; 0 where absent
 * @returns `[N, C, H, W]`
 * @throws {ShapeError} if the shapes do not fit, or there is one pixel.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.instance_norm.html
 */
export function instanceNorm2d(
  x: Tensor,
  weight?: Tensor | null,
  bias?: Tensor | null,
  { eps = 1e-5 }: EpsOption = {},
): Tensor {
  return apply(instanceNorm2dOp, { x, weight: weight ?? undefined, bias: bias ?? undefined }, { eps });
}
