import { apply } from "../../apply.ts";
import { Tensor } from "../../tensor.ts";
import type { MaskedLossOptions } from "../loss/mask.ts";
import { huberLossOp, l1LossOp, mseLossOp, smoothL1LossOp } from "./distance-op.ts";

const optionsOf = (given: MaskedLossOptions | Tensor = {}): MaskedLossOptions =>
  given instanceof Tensor ? { mask: given } : given;

/**
 * The mean of |x − target| over the elements of the pixels that the mask holds, or over all without one. Gradients
 * flow to `x` and `target`; where x = target they are 0, and where either is NaN they are NaN (PyTorch's would be 0).
 *
 * Pixels outside the mask count in no way, whatever they hold: a NaN there reaches neither the value nor a gradient.
 * Where the mask holds none the loss and its gradients are 0.
 *
 * @param x `[N, C, H, W]`; any shape without a mask
 * @param target of the shape of `x`
 * @param options `{ mask, reduction }`, or the mask alone
 * @returns a scalar; with the reduction `"none"` the shape of `x`
 * @throws {ShapeError} if the shapes do not fit, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.l1_loss.html
 */
export function l1Loss(x: Tensor, target: Tensor, options?: MaskedLossOptions | Tensor): Tensor {
  const { mask, reduction = "mean" } = optionsOf(options);
  return apply(l1LossOp, { x, target, mask }, { reduction });
}

/**
 * The mean of (x − target)² over the elements of the pixels that the mask holds, or over all without one. Gradients
 * flow to `x` and `target`. Masks and results are those of {@link l1Loss}.
 *
 * @param options `{ mask, reduction }`, or the mask alone
 * @throws {ShapeError} if the shapes do not fit, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.mse_loss.html
 */
export function mseLoss(x: Tensor, target: Tensor, options?: MaskedLossOptions | Tensor): Tensor {
  const { mask, reduction = "mean" } = optionsOf(options);
  return apply(mseLossOp, { x, target, mask }, { reduction });
}

export interface HuberLossOptions extends MaskedLossOptions {
  /** The distance at which the square becomes a line; default 1. */
  readonly delta?: number;
}

/**
 * The mean of d² / 2 where |d| < delta, and of delta (|d| − delta / 2) elsewhere, with d = x − target, over the
 * elements of the pixels that the mask holds. Gradients flow to `x` and `target`. Masks and results are those of
 * {@link l1Loss}.
 *
 * @throws {ShapeError} if the shapes do not fit, `delta` is not positive, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.huber_loss.html
 */
export function huberLoss(x: Tensor, target: Tensor, options: HuberLossOptions = {}): Tensor {
  const { mask, reduction = "mean", delta = 1 } = options;
  return apply(huberLossOp, { x, target, mask }, { reduction, knee: delta });
}

export interface SmoothL1LossOptions extends MaskedLossOptions {
  /** The distance at which the square becomes a line; 0 makes it {@link l1Loss}; default 1. */
  readonly beta?: number;
}

/**
 * The mean of d² / (2 beta) where |d| < beta, and of |d| − beta / 2 elsewhere, with d = x − target, over the elements
 * of the pixels that the mask holds: {@link huberLoss} / beta. Gradients flow to `x` and `target`. Masks and results are
 * those of {@link l1Loss}.
 *
 * @throws {ShapeError} if the shapes do not fit, `beta` is negative, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.smooth_l1_loss.html
 */
export function smoothL1Loss(x: Tensor, target: Tensor, options: SmoothL1LossOptions = {}): Tensor {
  const { mask, reduction = "mean", beta = 1 } = options;
  return apply(smoothL1LossOp, { x, target, mask }, { reduction, knee: beta });
}
