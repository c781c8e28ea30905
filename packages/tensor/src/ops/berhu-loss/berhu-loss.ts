import { apply } from "../../apply.ts";
import type { Tensor } from "../../tensor.ts";
import { berHuLossOp } from "../distance-loss/distance-op.ts";
import type { MaskedLossOptions } from "../loss/mask.ts";
import { checkReduction } from "../loss/reduction.ts";
import { largestErrorOp } from "./largest-error.ts";

export interface BerHuLossOptions extends MaskedLossOptions {
  /** c as a share of the largest error; default 0.2. */
  readonly share?: number;
}

/**
 * The reverse Huber loss of depth: the mean of |d| where |d| ≤ c, and of (d² + c²) / 2c beyond, with d = x − target, over
 * the elements of the pixels that the mask holds; c = share · max |d| over the same elements of the whole batch.
 * Gradients flow to `x` and `target`, with c as a constant; where d = 0 they are 0.
 *
 * Pixels outside the mask count in no way, whatever they hold: a NaN there reaches neither the value nor a gradient.
 * Where the mask holds none, as where every error is 0, the loss and its gradients are 0. A NaN at a pixel that counts
 * makes c NaN, and so the losses and gradients of all that count.
 *
 * @param x `[N, C, H, W]`; any shape without a mask
 * @param target of the shape of `x`
 * @returns a scalar; with the reduction `"none"` the shape of `x`
 * @throws {ShapeError} if the shapes do not fit, `share` is not positive, or `reduction` is another word.
 * @see Laina et al. 2016, "Deeper Depth Prediction with Fully Convolutional Residual Networks", equation 1
 */
export function berHuLoss(x: Tensor, target: Tensor, options: BerHuLossOptions = {}): Tensor {
  const { mask, reduction = "mean", share = 0.2 } = options;
  checkReduction("berHuLoss", reduction);
  using knee = apply(largestErrorOp, { x, target, mask }, { share });
  return apply(berHuLossOp, { x, target, mask, knee }, { reduction });
}
