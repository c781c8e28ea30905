import { apply } from "../../apply.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type LabelLossAttrs, labelLoss } from "../loss/label-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backwardInput from "./backward-input.wgsl";
import forward from "./forward.wgsl";

export const nllLoss2dOp = labelLoss<"input", LabelLossAttrs, "weight">({
  name: "nllLoss2d",
  scores: "input",
  weight: "weight",
  forward,
  backward: backwardInput,
  softmax: false,
  flops: (_, labels) => 2 * size(labels),
});

export interface NllLoss2dOptions {
  /** Weight of each class, `[C]`; default 1. */
  readonly weight?: Tensor | undefined;
  /** The label of pixels that do not count; default −100. */
  readonly ignoreIndex?: number;
  /**
   * `"mean"` divides the sum by that of the weights of the labelled pixels; `"none"` gives each pixel's loss, 0 where
   * it is ignored; default `"mean"`.
   */
  readonly reduction?: Reduction;
}

/**
 * The negative logarithm of the likelihood of labels: the mean over labelled pixels of −weight[label] · input[label], that is
 * their sum divided by the sum of weight[label]. Gradients flow to `input`. Of `logSoftmax(logits, 1)` it is
 * `crossEntropy2d`, which takes one kernel and is to be preferred.
 *
 * Where no pixel is labelled the loss and its gradient are 0 (PyTorch gives NaN). A label that is neither a class nor
 * `ignoreIndex` makes the loss NaN, and the gradient at its pixel.
 *
 * @param input logarithms of probabilities, `[N, C, H, W]`, or `[N, C]`
 * @param labels `[N, H, W]`, or `[N]`; `i32` or `u8`, classes 0 … C − 1 or `ignoreIndex`
 * @returns a scalar; with the reduction `"none"` the shape of `labels`
 * @throws {ShapeError} if the shapes do not fit, `ignoreIndex` is not an integer of 32 bits, or `reduction` is
 *   another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.nll_loss.html
 */
export function nllLoss2d(
  input: Tensor,
  labels: Tensor,
  { weight, ignoreIndex = -100, reduction = "mean" }: NllLoss2dOptions = {},
): Tensor {
  return apply(nllLoss2dOp, { input, labels, weight }, { ignoreIndex, reduction });
}
