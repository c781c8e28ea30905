import { apply, ranked } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { ShapeError } from "../../errors.ts";
import { byImage, type Call, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type WindowOptions, windowsOf } from "../window/windows.ts";
import backwardX from "./backward-x.wgsl";
import backwardXRun from "./backward-x-run.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";

export interface AvgPool2dOptions extends Omit<WindowOptions, "dilation"> {
  /** Whether the zeros of the padding count among a window's elements; default `true`. */
  readonly countIncludePad?: boolean | undefined;
  /** What to divide each window's sum by, instead of the number of its elements; not 0. */
  readonly divisorOverride?: number | undefined;
}

/** Windows, and elements of x, along a row that one invocation makes on software adapters. */
const WINDOWS = 8;
const ELEMENTS = 16;

export const avgPool2dOp: Op<"x", AvgPool2dOptions> = {
  name: "avgPool2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, options) {
    const [vertical, horizontal] = windowsOf(this.name, x, options);
    const { divisorOverride } = options;
    if (divisorOverride !== undefined && !(Number.isInteger(divisorOverride) && divisorOverride !== 0))
      throw new ShapeError(this.name, "divisorOverride of an integer other than 0", { divisorOverride });
    return [x[0]!, x[1]!, vertical.outputs, horizontal.outputs];
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => [
    {
      ...inRuns(call.adapter, forward, forwardRun, call.y, WINDOWS),
      real: call.dtypes["x"]!,
      reads: ["x"],
      writes: { y: { shape: call.y, dtype: call.dtypes["x"]! } },
      params: geometry(call),
    },
  ],
  backward: {
    x: (call) => [
      {
        ...inRuns(call.adapter, backwardX, backwardXRun, call.shapes.x, ELEMENTS),
        real: call.dtypes["x"]!,
        reads: ["dy"],
        writes: { dx: { shape: call.shapes.x, dtype: call.dtypes["x"]! } },
        params: geometry(call),
      },
    ],
  },
  cut: byImage("x"),
  flops(call) {
    const { kernelY, kernelX } = geometry(call);
    return kernelY * kernelX * size(call.y);
  },
};

function geometry({ shapes: { x }, attrs }: Call<"x", AvgPool2dOptions>) {
  const [n, c, h, w] = ranked("avgPool2d", "x", x, "N, C, H, W", 4);
  const [vertical, horizontal] = windowsOf("avgPool2d", x, attrs);
  return {
    planes: n * c,
    h,
    w,
    oh: vertical.outputs,
    ow: horizontal.outputs,
    kernelY: vertical.kernel,
    strideY: vertical.stride,
    paddingY: vertical.before,
    paddedH: h + vertical.before + vertical.after,
    kernelX: horizontal.kernel,
    strideX: horizontal.stride,
    paddingX: horizontal.before,
    paddedW: w + horizontal.before + horizontal.after,
    countPadding: Number(attrs.countIncludePad ?? true),
    divisor: attrs.divisorOverride ?? 0,
  };
}

/**
 * The mean of each window. Padding counts as zeros, or with `countIncludePad: false` not at all; what a last window
 * of `ceilMode` covers beyond the padding never counts.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @returns [N, C, P, Q], with P = ⌊(H + top + bottom − kernelSize) / stride⌋ + 1, ⌈⌉ in `ceilMode`
 * @throws {ShapeError} if an option is out of range, padding is too wide for `kernelSize`, or no window fits.
 * @see PyTorch's `torch.nn.functional.avg_pool2d`
 */
export const avgPool2d = (x: Tensor, options: AvgPool2dOptions): Tensor => apply(avgPool2dOp, { x }, options);
