import { apply } from "../../apply.ts";
import type { Tensor } from "../../tensor.ts";
import { diceLossOp } from "./dice-loss-op.ts";

export interface DiceLossOptions {
  /** The label of pixels that do not count; default −100. */
  readonly ignoreIndex?: number;
  /** Added to both sides of each quotient, so that classes of few pixels count less; default 1. */
  readonly smooth?: number;
  /** Whether the sizes are sums of squares, as Milletari et al. have them; default `false`. */
  readonly squared?: boolean;
  /** Whether each image has a loss of its own, whose mean over images is taken; default `false`: one for the batch. */
  readonly perImage?: boolean;
}

/**
 * The soft Dice loss of a softmax: 1 − the mean over all C classes of (2 Σ q t + smooth) / (Σ q + Σ t + smooth), the sums over
 * labelled pixels, with the probability q of the class and t = 1 where it is the label, 0 elsewhere; with `squared`
 * Σ q² + Σ t² below. Gradients flow to `logits`.
 *
 * Classes that no pixel is labelled with count as all others do. Where no pixel is labelled the loss and its gradient are
 * 0; with `perImage` an image without labelled pixels is left out of the mean. Where a quotient is 0 / 0, which takes
 * `smooth` 0, the class is taken as found. A label that is neither a class nor `ignoreIndex` makes the loss and its
 * gradient NaN.
 *
 * @param logits `[N, C, H, W]`, or `[N, C]`
 * @param labels `[N, H, W]`, or `[N]`; `i32` or `u8`, classes 0 … C − 1 or `ignoreIndex`
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit, `ignoreIndex` is not an integer of 32 bits, or `smooth` is negative.
 * @see Milletari et al. 2016, "V-Net", section 3; without squares, over the batch, Isensee et al. 2021, "nnU-Net"
 */
export function diceLoss(
  logits: Tensor,
  labels: Tensor,
  { ignoreIndex = -100, smooth = 1, squared = false, perImage = false }: DiceLossOptions = {},
): Tensor {
  return apply(diceLossOp, { logits, labels }, { ignoreIndex, smooth, squared, perImage });
}
