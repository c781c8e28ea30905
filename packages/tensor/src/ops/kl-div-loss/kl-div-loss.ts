import { apply } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { checkMasked, geometryOf, type MaskedLossOptions } from "../loss/mask.ts";
import { checkReduction, cutOf, lossLaunches, type Reduction, reductionOf } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

export interface KlDivLossAttrs {
  readonly logTarget: boolean;
  readonly reduction: Reduction | "batchmean";
}

type KlDivLossCall = Call<"input" | "target", KlDivLossAttrs, "mask">;

export const klDivLossOp: Op<"input" | "target", KlDivLossAttrs, "mask"> = {
  name: "klDivLoss",
  inputs: ["input", "target", "mask"],
  dtypes: { mask: ["u8"] },
  shape({ input, target, mask }, { reduction }) {
    checkMasked("klDivLoss", input, target, mask, "input");
    checkReduction("klDivLoss", reduction, ["mean", "batchmean", "sum", "none"]);
    if (reduction === "batchmean" && input.length === 0)
      throw new ShapeError("klDivLoss", "input [N, ...] for a batchmean", { input });
    return reduction === "none" ? input : [];
  },
  forward: (call) =>
    lossLaunches(
      {
        code: forward,
        items: geometryOf(call.shapes.input, call.shapes.mask).size,
        reads: readsOf(call),
        params: paramsOf(call),
        constants: constantsOf(call),
      },
      call,
      mergeOf(call),
      call.attrs.reduction === "batchmean" ? call.shapes.input[0] : 1,
    ),
  backward: { input: (call) => gradientOf("input", call), target: (call) => gradientOf("target", call) },
  cut: ({ attrs: { reduction } }) => cutOf(reduction, "input", "target", "mask"),
  flops: ({ shapes: { input } }) => 4 * size(input),
};

function gradientOf(name: "input" | "target", call: KlDivLossCall): Launch[] {
  const { input, mask } = call.shapes;
  const { reads, constants } = reductionOf(mergeOf(call));
  return [
    {
      code: backward,
      reads: [...reads, ...readsOf(call)],
      writes: { [`d${name}`]: { shape: input } },
      params: { ...paramsOf(call), infinity: float(Number.POSITIVE_INFINITY) },
      constants: { ...constantsOf(call), ...constants, TARGET: Number(name === "target") },
      grid: linear(geometryOf(input, mask).size),
    },
  ];
}

const mergeOf = ({ attrs: { reduction } }: KlDivLossCall) => (reduction === "batchmean" ? "sum" : reduction);

const readsOf = ({ shapes: { mask } }: KlDivLossCall) => ["input", "target", mask ? "mask" : "input"];

const paramsOf = ({ shapes: { input, mask } }: KlDivLossCall) => ({
  ...geometryOf(input, mask),
  nan: float(Number.NaN),
});

const constantsOf = ({ shapes: { mask }, attrs: { logTarget } }: KlDivLossCall) => ({
  LOG_TARGET: Number(logTarget),
  MASKED: Number(mask !== undefined),
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
 * A target of 0, or a log target of −∞, costs 0, where the input is −∞ too (PyTorch gives NaN there): a class that both rule
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
