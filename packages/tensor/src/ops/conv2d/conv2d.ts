import { apply } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { byImage, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { backwardBiasPlan } from "./backward-bias.ts";
import { type Conv2dCall, type Conv2dOptions, geometryOf, shapesOf } from "./geometry.ts";
import { backwardWeightPlan, backwardXPlan, forwardPlan } from "./plans.ts";

/** The record of {@link conv2d}: `x [N, C, H, W]`, `weight [K, C/groups, R, S]`, `bias [K]` to `[N, K, P, Q]`. */
export const conv2dOp: Op<"x" | "weight", Conv2dOptions, "bias"> = {
  name: "conv2d",
  inputs: ["x", "weight", "bias"],
  dtypes: { x: floating, weight: floating, bias: floating },
  prefersHalf: true,
  shape: (shapes, options) => shapesOf(geometryOf(shapes, options)).y,
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => forwardPlan(convolutionOf(call), call.adapter, call.shapes.bias !== undefined),
  backward: {
    x: (call) => backwardXPlan(convolutionOf(call), call.adapter),
    weight: (call) => backwardWeightPlan(convolutionOf(call), call.adapter),
    bias: ({ y, dtypes }) => backwardBiasPlan(y, dtypes["x"]),
  },
  cut: byImage("x"),
  flops({ shapes, attrs, y }) {
    const { cg, r, s } = geometryOf(shapes, attrs);
    return 2 * size(y) * cg * r * s;
  },
};

const convolutionOf = ({ shapes, attrs, dtypes }: Conv2dCall) => geometryOf(shapes, attrs, dtypes["x"]);

/**
 * 2-D convolution (cross-correlation, as in every deep-learning library): y[n, k, p, q] = bias[k] +
 * Σ weight[k, c, r, s] · x[n, c, p·stride + r·dilation − top, q·stride + s·dilation − left], zero outside x.
 *
 * Gradients flow to all three. What is not finite in `x` or `dy` reaches what sees it alone; an infinite or NaN weight
 * also makes NaN where it meets the padding, as 0 · ∞ is.
 *
 * @param x `[N, C, H, W]`
 * @param weight `[K, C/groups, R, S]`
 * @param bias `[K]`, or none
 * @returns `[N, K, P, Q]`, P = ⌊(H + top + bottom − dilation·(R − 1) − 1) / stride⌋ + 1, and Q likewise from W and S
 * @throws {ShapeError} if the shapes do not fit each other, or the window is larger than the padded `x`.
 * @see PyTorch `torch.nn.functional.conv2d`; dimension letters as in cuDNN (arXiv 1410.0759)
 */
export const conv2d = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options: Conv2dOptions = {},
): Tensor => apply(conv2dOp, { x, weight, bias: bias ?? undefined }, options);
