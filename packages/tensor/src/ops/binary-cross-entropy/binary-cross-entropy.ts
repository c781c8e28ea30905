import { apply } from "../../apply.ts";
import type { Tensor } from "../../tensor.ts";
import type { MaskedLossOptions } from "../loss/mask.ts";
import { binaryCrossEntropyOp } from "./binary-cross-entropy-op.ts";

export interface BinaryCrossEntropyOptions extends MaskedLossOptions {
  /** A factor of each element's loss, of any shape that broadcasts to that of `logits`; default 1. */
  readonly weight?: Tensor | undefined;
  /** A factor of the loss at positives, of any shape that broadcasts to that of `logits`, as `[C, 1, 1]`; default 1. */
  readonly posWeight?: Tensor | undefined;
}

/**
 * Binary cross-entropy of a sigmoid: the mean of −weight · (posWeight · target · log σ(logits) + (1 − target) · log(1 − σ(logits)))
 * over the elements of the pixels that the mask holds, of any size without overflow. Gradients flow to `logits` and
 * `target`. As in PyTorch a mean is over the number of elements, whatever their weights.
 *
 * Pixels outside the mask count in no way, whatever they hold; where it holds none the loss and its gradients are 0.
 *
 * @param logits `[N, C, H, W]`; any shape without a mask
 * @param target probabilities of the positive class, of the shape of `logits`
 * @returns a scalar; with the reduction `"none"` the shape of `logits`
 * @throws {ShapeError} if the shapes do not fit, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.binary_cross_entropy_with_logits.html
 */
export function binaryCrossEntropyWithLogits(
  logits: Tensor,
  target: Tensor,
  { weight, posWeight, mask, reduction = "mean" }: BinaryCrossEntropyOptions = {},
): Tensor {
  return apply(binaryCrossEntropyOp, { logits, target, weight, posWeight, mask }, { reduction });
}
