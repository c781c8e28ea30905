import { apply } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { byImage, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { backwardBiasPlan } from "../conv2d/backward-bias.ts";
import { shapesOf } from "../conv2d/geometry.ts";
import { backwardWeightPlan, backwardXPlan, forwardPlan } from "../conv2d/plans.ts";
import addBias from "./add-bias.wgsl";
import { type ConvTranspose2dCall, type ConvTranspose2dOptions, geometryOf } from "./geometry.ts";

/**
 * The record of {@link convTranspose2d}: `x [N, C, H, W]`, `weight [C, K/groups, R, S]`, `bias [K]` to `[N, K, P, Q]`.
 * It runs the kernels of the convolution whose adjoint it is, in whose launches `x` and `dy`, and `y` and `dx`, change
 * roles.
 */
export const convTranspose2dOp: Op<"x" | "weight", ConvTranspose2dOptions, "bias"> = {
  name: "convTranspose2d",
  inputs: ["x", "weight", "bias"],
  dtypes: { x: floating, weight: floating, bias: floating },
  prefersHalf: true,
  shape: (shapes, options) => shapesOf(geometryOf(shapes, options)).x,
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const launches = backwardXPlan(convolutionOf(call), call.adapter);
    if (!call.shapes.bias) return renamed(launches, { dy: "x", dx: "y" });
    return [...renamed(launches, { dy: "x", dx: "unbiased" }), addBiasOf(call)];
  },
  backward: {
    x: (call) => renamed(forwardPlan(convolutionOf(call), call.adapter, false), { x: "dy", y: "dx" }),
    weight: (call) => renamed(backwardWeightPlan(convolutionOf(call), call.adapter), { x: "dy", dy: "x" }),
    bias: ({ y, dtypes }) => backwardBiasPlan(y, dtypes["x"]),
  },
  cut: byImage("x"),
  flops: ({ shapes: { x, weight } }) => (2 * size(x) * size(weight)) / weight[0]!,
};

/** The convolution whose adjoint a call is. */
const convolutionOf = ({ shapes, attrs, dtypes }: ConvTranspose2dCall) =>
  geometryOf(shapes, attrs, dtypes["x"]);

/** The same launches with other tensors. */
function renamed(launches: readonly Launch[], names: Readonly<Record<string, string>>): readonly Launch[] {
  const nameOf = (name: string) => names[name] ?? name;
  return launches.map((launch) => ({
    ...launch,
    reads: launch.reads.map(nameOf),
    writes: Object.fromEntries(Object.entries(launch.writes).map(([name, spec]) => [nameOf(name), spec])),
  }));
}

const addBiasOf = ({ y, dtypes }: ConvTranspose2dCall): Launch => ({
  code: addBias,
  real: dtypes["x"]!,
  reads: ["unbiased", "bias"],
  map: 1,
  writes: { y: { shape: y, dtype: dtypes["x"]! } },
  params: { size: size(y), k: y[1]!, pixels: y[2]! * y[3]! },
  grid: linear(size(y) / 4),
});

/**
 * 2-D transposed convolution, the adjoint of `conv2d` with respect to its input: y[n, k, p, q] = bias[k] +
 * Σ weight[c, k, r, s] · x[n, c, h, w] over all p = h·stride + r·dilation − top, q = w·stride + s·dilation − left.
 *
 * Gradients flow to all three.
 *
 * @param x `[N, C, H, W]`
 * @param weight `[C, K/groups, R, S]`
 * @param bias `[K]`, or none
 * @returns `[N, K, P, Q]`, P = (H − 1)·stride + dilation·(R − 1) + 1 + outputPadding − top − bottom, and Q likewise
 * from W and S
 * @throws {ShapeError} if the shapes do not fit each other, `outputPadding` is not less than `stride` or `dilation`,
 * or `padding` leaves no pixel.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.conv_transpose2d.html
 */
export const convTranspose2d = (
  x: Tensor,
  weight: Tensor,
  bias?: Tensor | null,
  options: ConvTranspose2dOptions = {},
): Tensor => apply(convTranspose2dOp, { x, weight, bias: bias ?? undefined }, options);
