import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { float } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type LabelLossAttrs, labelLoss } from "../loss/label-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backwardLogits from "./backward-logits.wgsl";
import forward from "./forward.wgsl";

export interface CrossEntropy2dAttrs extends LabelLossAttrs {
  readonly labelSmoothing: number;
}

export const crossEntropy2dOp = labelLoss<"logits", CrossEntropy2dAttrs, "weight">({
  name: "crossEntropy2d",
  scores: "logits",
  weight: "weight",
  forward,
  backward: backwardLogits,
  softmax: true,
  check({ labelSmoothing }) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1))
      throw new ShapeError("crossEntropy2d", "labelSmoothing from 0 to 1", { labelSmoothing });
  },
  params: ({ labelSmoothing }, classes) => ({
    keep: float(1 - labelSmoothing),
    share: float(labelSmoothing / classes),
  }),
  constants: ({ labelSmoothing }) => ({ SMOOTHED: Number(labelSmoothing > 0) }),
  flops: (logits) => 4 * size(logits),
});

export interface CrossEntropy2dOptions {
  /** Weight of each class, `[C]`; default 1. */
  readonly weight?: Tensor | undefined;
  /** The label of pixels that do not count; default −100. */
  readonly ignoreIndex?: number;
  /**
   * `"mean"` divides the sum by that of the weights of the labelled pixels; `"none"` gives each pixel's loss, 0 where
   * it is ignored; default `"mean"`.
   */
  readonly reduction?: Reduction;
  /** The share of the target that is spread evenly over all classes, 0 … 1; default 0. */
  readonly labelSmoothing?: number;
}

/**
 * Cross-entropy of a softmax over the classes: the mean over labelled pixels of −weight[label] · log softmax(logits)[label],
 * that is their sum divided by the sum of weight[label]. Gradients flow to `logits`. With `labelSmoothing` s a pixel's loss
 * is 1 − s of that, and s / C of the sum of −weight[c] · log softmax(logits)[c] over all C classes c.
 *
 * Pixels that do not count have a gradient of 0, whatever their logits (PyTorch gives NaN where one is not finite).
 * Where no pixel is labelled the loss and its gradient are 0 (PyTorch gives NaN), so that a task without labels in a
 * batch adds nothing. A label that is neither a class nor `ignoreIndex` makes the loss NaN, and the gradient at its
 * pixel: a kernel cannot throw.
 *
 * @param logits `[N, C, H, W]`, or `[N, C]`
 * @param labels `[N, H, W]`, or `[N]`; `i32` or `u8`, classes 0 … C − 1 or `ignoreIndex`
 * @returns a scalar; with the reduction `"none"` the shape of `labels`
 * @throws {ShapeError} if the shapes do not fit, `ignoreIndex` is not an integer of 32 bits, `labelSmoothing` is not
 *   within 0 … 1, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
 */
export function crossEntropy2d(
  logits: Tensor,
  labels: Tensor,
  { weight, ignoreIndex = -100, reduction = "mean", labelSmoothing = 0 }: CrossEntropy2dOptions = {},
): Tensor {
  return apply(crossEntropy2dOp, { logits, labels, weight }, { ignoreIndex, reduction, labelSmoothing });
}
