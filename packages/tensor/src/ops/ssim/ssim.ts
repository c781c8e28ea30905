import { apply } from "../../apply.ts";
import type { Tensor } from "../../tensor.ts";
import type { Masked } from "../loss/mask.ts";
import type { Reduction } from "../loss/reduction.ts";
import { type SsimAttrs, ssimLossOp, ssimOp } from "./ssim-op.ts";

export interface SsimOptions extends Masked {
  /** The distance from the least to the greatest value that images can have; default 1. */
  readonly dataRange?: number;
  /** Pixels along a side of the window, 1 … 32; default 11. */
  readonly windowSize?: number;
  /** The standard deviation of the window's Gaussian, in pixels; default 1.5. */
  readonly sigma?: number;
  /** The constants that keep quotients stable, as shares of `dataRange`; default 0.01 and 0.03. */
  readonly k1?: number;
  readonly k2?: number;
  /** Over the windows of all channels and images that count; `"none"` gives each window's; default `"mean"`. */
  readonly reduction?: Reduction;
}

const attrsOf = ({
  dataRange = 1,
  windowSize = 11,
  sigma = 1.5,
  k1 = 0.01,
  k2 = 0.03,
  reduction = "mean",
}: SsimOptions): SsimAttrs => ({ dataRange, windowSize, sigma, k1, k2, reduction });

/**
 * The structural similarity of images: the mean over windows of (2 μx μt + c1) (2 σxt + c2) / ((μx² + μt² + c1)
 * (σx² + σt² + c2)), with means, variances and covariance under a Gaussian window, c1 = (k1 · dataRange)² and
 * c2 = (k2 · dataRange)². Gradients flow to `x` and `target`.
 *
 * Windows lie wholly inside the image, and wholly inside the mask where there is one: pixels outside it, or in no window
 * that counts, count in no way, whatever they hold. Where it holds no window the result and its gradients are 0. Variances are those of the
 * population, computed about local means: an offset of the images takes no digits.
 *
 * @param x `[N, C, H, W]`, H and W no smaller than the window; channels count on their own
 * @param target of the shape of `x`
 * @returns a scalar; with the reduction `"none"` `[N, C, H - windowSize + 1, W - windowSize + 1]`, 0 where a window does
 *   not count
 * @throws {ShapeError} if the shapes do not fit, the images are smaller than the window, or an option is out of its range.
 * @see Wang et al. 2004, "Image Quality Assessment: From Error Visibility to Structural Similarity", equation 13
 */
export const ssim = (x: Tensor, target: Tensor, options: SsimOptions = {}): Tensor =>
  apply(ssimOp, { x, target, mask: options.mask }, attrsOf(options));

/**
 * 1 − {@link ssim} of each window, their mean over the windows that count, with the digits of a small one: 0 for equal
 * images. Gradients flow to `x` and `target`. Where the mask holds no window the loss and its gradients are 0.
 *
 * @throws {ShapeError} as {@link ssim}
 */
export const ssimLoss = (x: Tensor, target: Tensor, options: SsimOptions = {}): Tensor =>
  apply(ssimLossOp, { x, target, mask: options.mask }, attrsOf(options));
