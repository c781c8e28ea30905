import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { float } from "../../op.ts";
import type { Tensor } from "../../tensor.ts";
import type { MaskedLossOptions } from "../loss/mask.ts";
import { maskedLoss } from "../loss/masked-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

export interface KlDivLossAttrs {
  readonly logTarget: boolean;
  readonly reduction: Reduction | "batchmean";
}

export const klDivLossOp = maskedLoss<"input", KlDivLossAttrs>({
  name: "klDivLoss",
  x: "input",
  forward,
  backward,
  toTarget: true,
  reductions: ["mean", "batchmean", "sum", "none"],
  check({ input }, { reduction }) {
    if (reduction === "batchmean" && input.length === 0)
      throw new ShapeError("klDivLoss", "input [N, ...] for a batchmean", { input });
  },
  params: (_, geometry) => ({ ...geometry, nan: float(Number.NaN) }),
  constants: ({ attrs: { logTarget } }) => ({ LOG_TARGET: Number(logTarget) }),
  flopsPerElement: 4,
});

export interface KlDivLossOptions extends Omit<MaskedLossOptions, "reduction"> {
  /** Whether the target holds logarithms of probabilities; default `false`. */
  readonly logTarget?: boolean;
  /**
   * Over the elements of the pixels that count; `"batchmean"` divides the sum by the first extent, as the divergence is
   * defined; `"none"` gives each element's, 0 outside the mask; default `"mean"`, as in PyTorch.
   */
  readonly reduction?: Reduction | "batchmean";
}

/**
 * The Kullback-Leibler divergence of `input` from `target`: the mean of target · (log target − input), or of
 * exp(target) · (target − input) with `logTarget`, over the elements of the pixels that the mask holds. Gradients flow to
 * `input` and `target`.
 *
 * A target of 0, or a log target of −∞, costs 0, even against an input of −∞ (PyTorch gives NaN): a class that both rule
 * out is no part of the divergence, and its gradients are 0. Elsewhere the gradient of a target of 0 itself is −∞ (PyTorch
 * gives NaN), and that of a log target of −∞ is 0. Pixels outside the mask count in no way, whatever they hold; where it
 * holds none the loss and its gradients are 0.
 *
 * @param input logarithms of probabilities, as of `logSoftmax`: `[N, C, H, W]`, or any shape without a mask
 * @param target probabilities, of the shape of `input`
 * @returns a scalar; with the reduction `"none"` the shape of `input`
 * @throws {ShapeError} if the shapes do not fit, or `reduction` is another word.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
 */
export function klDivLoss(
  input: Tensor,
  target: Tensor,
  { logTarget = false, reduction = "mean", mask }: KlDivLossOptions = {},
): Tensor {
  return apply(klDivLossOp, { input, target, mask }, { logTarget, reduction });
}
