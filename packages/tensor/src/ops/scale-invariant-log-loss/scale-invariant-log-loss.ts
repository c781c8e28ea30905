import { apply } from "../../apply.ts";
import type { Tensor } from "../../tensor.ts";
import type { Masked } from "../loss/mask.ts";
import { scaleInvariantLogLossOp } from "./scale-invariant-log-loss-op.ts";

export interface ScaleInvariantLogLossOptions extends Masked {
  /** The share of the mean that is forgiven: at 1 a common factor costs nothing, at 0 it costs in full; default 0.5. */
  readonly lambda?: number;
  /** A factor of the loss; default 1. */
  readonly alpha?: number;
  /** Whether to take the square root; default `false`. */
  readonly sqrt?: boolean;
  /** Whether each image has a loss of its own, whose mean over images is taken; default `false`: one for the batch. */
  readonly perImage?: boolean;
}

/**
 * The scale-invariant error of depths: alpha · (mean(d²) − lambda · mean(d)²), or alpha · √(mean(d²) − lambda · mean(d)²) with
 * `sqrt`, over the elements of the pixels that the mask holds, with d = log x − log target. Gradients flow to `x` and
 * `target`; where every d is 0, at the tip of the root, they are 0 (PyTorch's would be NaN).
 *
 * Depths that count must be positive: one that is not makes the loss NaN, so those without a measurement
 * belong outside the mask, where they count in no way, whatever they hold. Where the mask holds none the loss and its
 * gradients are 0; with `perImage` an image of which it holds none is left out of the mean.
 *
 * Eigen et al. take lambda 0.5 and each image alone; Lee et al. (BTS) take `{ lambda: 0.85, alpha: 10, sqrt: true }`
 * over the batch.
 *
 * @param x depths, not their logarithms: `[N, C, H, W]`; any shape without a mask
 * @param target of the shape of `x`
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit, or `lambda` is not within 0 … 1.
 * @see Eigen et al. 2014, "Depth Map Prediction from a Single Image using a Multi-Scale Deep Network", equation 4; Lee
 *   et al. 2019, "From Big to Small", equation 4
 */
export function scaleInvariantLogLoss(
  x: Tensor,
  target: Tensor,
  { mask, lambda = 0.5, alpha = 1, sqrt = false, perImage = false }: ScaleInvariantLogLossOptions = {},
): Tensor {
  return apply(scaleInvariantLogLossOp, { x, target, mask }, { lambda, alpha, sqrt, perImage });
}
