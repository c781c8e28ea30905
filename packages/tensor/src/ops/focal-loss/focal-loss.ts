import { apply } from "../../apply.ts";
import { float } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type LabelLossAttrs, labelLoss } from "../loss/label-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backwardLogits from "./backward-logits.wgsl";
import forward from "./forward.wgsl";
import { checkGamma, wholeAndFraction } from "./gamma.ts";

export interface FocalLossAttrs extends LabelLossAttrs {
  readonly gamma: number;
  /** A factor of all classes alike, beside the input of that name. */
  readonly alpha: number;
}

export const focalLossOp = labelLoss<"logits", FocalLossAttrs, "alpha">({
  name: "focalLoss",
  scores: "logits",
  weight: "alpha",
  forward,
  backward: backwardLogits,
  softmax: true,
  check: ({ gamma }) => checkGamma("focalLoss", gamma),
  params: ({ gamma, alpha }) => ({ ...wholeAndFraction(gamma), factor: float(alpha) }),
  flops: (logits) => 4 * size(logits),
});

export interface FocalLossOptions {
  /** The exponent of what a prediction lacks to be sure; 0 makes it cross-entropy; default 2. */
  readonly gamma?: number;
  /** A factor of the losses, one for each class, `[C]`, or one number for all; default 1. */
  readonly alpha?: Tensor | number;
  /** The label of pixels that do not count; default −100. */
  readonly ignoreIndex?: number;
  /** Over labelled pixels; `"none"` gives each pixel's loss, 0 where it is ignored; default `"mean"`. */
  readonly reduction?: Reduction;
}

/**
 * The focal loss of a softmax over the classes: the mean over labelled pixels of −alpha[label] · (1 − p)^gamma · log p, with
 * p = softmax(logits)[label]. Gradients flow to `logits`.
 *
 * The mean is over the number of labelled pixels, whatever their alpha. Where no pixel is labelled the loss and its gradient
 * are 0. A label that is neither a class nor `ignoreIndex` makes the loss NaN, and the gradient at its pixel.
 *
 * @param logits `[N, C, H, W]`, or `[N, C]`
 * @param labels `[N, H, W]`, or `[N]`; `i32` or `u8`, classes 0 … C − 1 or `ignoreIndex`
 * @returns a scalar; with the reduction `"none"` the shape of `labels`
 * @throws {ShapeError} if the shapes do not fit, `ignoreIndex` is not an integer of 32 bits, `gamma` is negative, or
 *   `reduction` is another word.
 * @see Lin et al. 2017, "Focal Loss for Dense Object Detection", equation 5
 */
export function focalLoss(
  logits: Tensor,
  labels: Tensor,
  { gamma = 2, alpha = 1, ignoreIndex = -100, reduction = "mean" }: FocalLossOptions = {},
): Tensor {
  return typeof alpha === "number"
    ? apply(focalLossOp, { logits, labels }, { gamma, alpha, ignoreIndex, reduction })
    : apply(focalLossOp, { logits, labels, alpha }, { gamma, alpha: 1, ignoreIndex, reduction });
}
