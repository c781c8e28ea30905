import { apply, ranked } from "../../apply.ts";
import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import type { Call, Launch, Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { checkMasked, type Masked, maskedInputs, maskedReads, maskFlag, pixelsOf } from "../loss/mask.ts";
import { checkReduction, cutOf } from "../loss/reduction.ts";
import { meanOfPartials, partsOf } from "../loss/weighted-mean.ts";
import backward from "./backward.wgsl";
import forward from "./forward.wgsl";

const NAME = "gradientDifferenceLoss";

export interface GradientDifferenceLossAttrs {
  readonly alpha: number;
  readonly signed: boolean;
  readonly reduction: "mean" | "sum";
}

type GradientDifferenceLossCall = Call<"x" | "target", GradientDifferenceLossAttrs, "mask">;

export const gradientDifferenceLossOp: Op<"x" | "target", GradientDifferenceLossAttrs, "mask"> = {
  name: NAME,
  ...maskedInputs,
  shape({ x, target, mask }, { alpha, reduction }) {
    ranked(NAME, "x", x, "N, C, H, W", 4);
    checkMasked(NAME, x, target, mask);
    checkReduction(NAME, reduction, ["mean", "sum"]);
    if (alpha !== 1 && alpha !== 2) throw new ShapeError(NAME, "alpha of 1 or 2", { alpha });
    return [];
  },
  forward(call) {
    const { parts, grid } = partsOf(pixelsOf(call.shapes.x).size, call.adapter.kernels);
    return [
      {
        code: forward,
        reads: maskedReads(call.shapes.mask),
        writes: { partials: { shape: [parts, 2] } },
        params: { ...paramsOf(call), parts },
        constants: constantsOf(call),
        grid,
      },
      meanOfPartials(parts, call.attrs.reduction),
    ];
  },
  backward: { x: (call) => gradientOf("x", call), target: (call) => gradientOf("target", call) },
  cut: ({ attrs: { reduction } }) => cutOf(reduction, "x", "target", "mask"),
  flops: ({ shapes: { x } }) => 10 * size(x),
};

function gradientOf(input: "x" | "target", call: GradientDifferenceLossCall): Launch[] {
  const { x } = call.shapes;
  return [
    {
      code: backward,
      reads: ["dy", "scale", ...maskedReads(call.shapes.mask)],
      writes: { [`d${input}`]: { shape: x } },
      params: paramsOf(call),
      constants: { ...constantsOf(call), TARGET: Number(input === "target") },
      grid: linear(pixelsOf(x).size),
    },
  ];
}

const paramsOf = ({ shapes: { x } }: GradientDifferenceLossCall) => ({ ...pixelsOf(x), width: x[3]! });

const constantsOf = ({ shapes: { mask }, attrs: { alpha, signed } }: GradientDifferenceLossCall) => ({
  ...maskFlag(mask),
  SIGNED: Number(signed),
  SQUARED: Number(alpha === 2),
});

export interface GradientDifferenceLossOptions extends Masked {
  /** The exponent, 1 or 2; default 1. */
  readonly alpha?: 1 | 2;
  /** Whether the sign of a step matters; default `false`. */
  readonly signed?: boolean;
  /** Over the pairs of neighbours that count; default `"mean"`. */
  readonly reduction?: "mean" | "sum";
}

/**
 * How far the edges of a prediction are from those of its target: the mean of ||x_j − x_i| − |target_j − target_i||^alpha
 * over all pairs of neighbours, j right of i or below it, of which the mask holds both; with `signed` of
 * |(x_j − x_i) − (target_j − target_i)|^alpha, the gradient of the error. Gradients flow to `x` and `target`; where two
 * neighbours are equal, or their steps, theirs are 0.
 *
 * Horizontal and vertical pairs count alike, each once for every channel. Pixels outside the mask count in no way, whatever
 * they hold; where it holds no pair the loss and its gradients are 0.
 *
 * @param x `[N, C, H, W]`
 * @param target of the shape of `x`
 * @returns a scalar
 * @throws {ShapeError} if the shapes do not fit, `alpha` is neither 1 nor 2, or `reduction` is another word.
 * @see Mathieu et al. 2016, "Deep multi-scale video prediction beyond mean square error", equation 6, whose sum is the
 *   reduction `"sum"`
 */
export function gradientDifferenceLoss(
  x: Tensor,
  target: Tensor,
  { mask, alpha = 1, signed = false, reduction = "mean" }: GradientDifferenceLossOptions = {},
): Tensor {
  return apply(gradientDifferenceLossOp, { x, target, mask }, { alpha, signed, reduction });
}
