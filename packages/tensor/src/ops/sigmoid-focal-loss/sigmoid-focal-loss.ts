import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { float } from "../../op.ts";
import type { Tensor } from "../../tensor.ts";
import { checkGamma, wholeAndFraction } from "../focal-loss/gamma.ts";
import type { MaskedLossOptions } from "../loss/mask.ts";
import { maskedLoss } from "../loss/masked-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backwardLogits from "./backward-logits.wgsl";
import forward from "./forward.wgsl";

export interface SigmoidFocalLossAttrs {
  readonly alpha: number;
  readonly gamma: number;
  readonly reduction: Reduction;
}

export const sigmoidFocalLossOp = maskedLoss<"logits", SigmoidFocalLossAttrs>({
  name: "sigmoidFocalLoss",
  x: "logits",
  forward,
  backward: backwardLogits,
  toTarget: false,
  check(_, { alpha, gamma }) {
    checkGamma("sigmoidFocalLoss", gamma);
    if (!(alpha >= 0 && alpha <= 1) && alpha !== -1)
      throw new ShapeError("sigmoidFocalLoss", "alpha from 0 to 1, or -1 for none", { alpha });
  },
  params: ({ attrs: { alpha, gamma } }, geometry) => ({
    ...geometry,
    ...wholeAndFraction(gamma),
    alpha: float(alpha),
  }),
  constants: ({ attrs: { alpha } }) => ({ BALANCED: Number(alpha >= 0) }),
  flopsPerElement: 36,
});

export interface SigmoidFocalLossOptions extends MaskedLossOptions {
  /** The weight of positives, 0 … 1, whose rest is that of negatives; −1 for neither; default 0.25. */
  readonly alpha?: number;
  /** The exponent of what a prediction lacks to be sure; 0 makes it binary cross-entropy; default 2. */
  readonly gamma?: number;
}

/**
 * The focal loss of independent classes: the mean of α_t (1 − p_t)^gamma times the binary cross-entropy, with p = σ(logits),
 * p_t = p · target + (1 − p)(1 − target) and α_t = alpha · target + (1 − alpha)(1 − target), over the elements of the
 * pixels that the mask holds. Gradients flow to `logits`.
 *
 * Pixels outside the mask count in no way, whatever they hold; where it holds none the loss and its gradient are 0.
 *
 * @param logits `[N, C, H, W]`; any shape without a mask
 * @param target probabilities of the positive class, mostly 0 or 1, of the shape of `logits`
 * @returns a scalar; with the reduction `"none"`, torchvision's default, the shape of `logits`
 * @throws {ShapeError} if the shapes do not fit, `alpha` or `gamma` are out of their range, or `reduction` is another word.
 * @see Lin et al. 2017; https://docs.pytorch.org/vision/stable/generated/torchvision.ops.sigmoid_focal_loss.html
 */
export function sigmoidFocalLoss(
  logits: Tensor,
  target: Tensor,
  { alpha = 0.25, gamma = 2, reduction = "mean", mask }: SigmoidFocalLossOptions = {},
): Tensor {
  return apply(sigmoidFocalLossOp, { logits, target, mask }, { alpha, gamma, reduction });
}
