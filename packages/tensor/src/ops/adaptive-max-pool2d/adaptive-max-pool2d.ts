import { apply, applyBeside } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type AdaptivePoolAttrs, adaptiveShape } from "../adaptive-avg-pool2d/output-size.ts";
import backwardX from "./backward-x.wgsl";
import backwardXRun from "./backward-x-run.wgsl";
import forward from "./forward.wgsl";

/** Elements along a row that one invocation of backward makes on software adapters. */
const RUN = 16;

export const adaptiveMaxPool2dOp: Op<"x", AdaptivePoolAttrs> = {
  name: "adaptiveMaxPool2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, attrs) {
    return adaptiveShape(this.name, x, attrs);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => [
    {
      code: forward,
      real: call.dtypes["x"]!,
      reads: ["x"],
      writes: {
        y: { shape: call.y, dtype: call.dtypes["x"]! },
        taken: { shape: call.y, dtype: "u32" },
      },
      params: geometry(call),
      grid: linear(size(call.y)),
    },
  ],
  backward: {
    x: (call) => [
      {
        ...inRuns(call.adapter, backwardX, backwardXRun, call.shapes.x, RUN),
        real: call.dtypes["x"]!,
        reads: ["dy", "taken"],
        writes: { dx: { shape: call.shapes.x, dtype: call.dtypes["x"]! } },
        params: geometry(call),
      },
    ],
  },
  cut: byImage("x"),
  flops: ({ shapes: { x } }) => size(x),
};

const geometry = ({ shapes: { x }, y }: Call<"x", AdaptivePoolAttrs>) => ({
  planes: x[0]! * x[1]!,
  h: x[2]!,
  w: x[3]!,
  oh: y[2]!,
  ow: y[3]!,
});

/**
 * The largest element of each of OH x OW windows that cover the image, those of `adaptiveAvgPool2d`. A window with a
 * NaN gives NaN, and the gradient goes to the first of equal elements. Gradients flow to `x`.
 *
 * @param x `[N, C, H, W]`
 * @param outputSize pixels of the result: one number for both axes, or one for each, `null` for an axis that stays
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `x` is not rank 4, or the result would have no pixel.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.adaptive_max_pool2d.html
 */
export const adaptiveMaxPool2d = (x: Tensor, outputSize: AdaptivePoolAttrs["outputSize"]): Tensor =>
  apply(adaptiveMaxPool2dOp, { x }, { outputSize });

/**
 * As {@link adaptiveMaxPool2d}, and where in its plane each largest element lies: iy W + ix, of `u32`. Of equal elements
 * it is the first, of NaNs the last.
 *
 * @throws {ShapeError} as `adaptiveMaxPool2d` does.
 * @see PyTorch's `torch.nn.functional.adaptive_max_pool2d(x, size, return_indices=True)`
 */
export const adaptiveMaxPool2dWithIndices = (
  x: Tensor,
  outputSize: AdaptivePoolAttrs["outputSize"],
): [y: Tensor, indices: Tensor] => applyBeside(adaptiveMaxPool2dOp, { x }, { outputSize }, "taken");
