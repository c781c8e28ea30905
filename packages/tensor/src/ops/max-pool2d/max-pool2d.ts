import { apply, applyBeside, ranked } from "../../apply.ts";
import { floating } from "../../dtype.ts";
import { byImage, type Call, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type WindowOptions, windowsOf } from "../window/windows.ts";
import backwardX from "./backward-x.wgsl";
import backwardXRun from "./backward-x-run.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";

export type MaxPool2dOptions = WindowOptions;

/** Windows, and elements of x, along a row that one invocation makes on software adapters. */
const WINDOWS = 8;
const ELEMENTS = 16;

export const maxPool2dOp: Op<"x", MaxPool2dOptions> = {
  name: "maxPool2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, options) {
    const [vertical, horizontal] = windowsOf(this.name, x, options);
    return [x[0]!, x[1]!, vertical.outputs, horizontal.outputs];
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => [
    {
      ...inRuns(call.adapter, forward, forwardRun, call.y, WINDOWS),
      real: call.dtypes["x"]!,
      reads: ["x"],
      writes: { y: { shape: call.y, dtype: call.dtypes["x"]! }, taken: { shape: call.y, dtype: "u32" } },
      params: geometry(call),
    },
  ],
  backward: {
    x: (call) => [
      {
        ...inRuns(call.adapter, backwardX, backwardXRun, call.shapes.x, ELEMENTS),
        real: call.dtypes["x"]!,
        reads: ["dy", "taken"],
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

function geometry({ shapes: { x }, attrs }: Call<"x", MaxPool2dOptions>) {
  const [n, c, h, w] = ranked("maxPool2d", "x", x, "N, C, H, W", 4);
  const [vertical, horizontal] = windowsOf("maxPool2d", x, attrs);
  return {
    planes: n * c,
    h,
    w,
    oh: vertical.outputs,
    ow: horizontal.outputs,
    kernelY: vertical.kernel,
    strideY: vertical.stride,
    paddingY: vertical.before,
    dilationY: vertical.dilation,
    kernelX: horizontal.kernel,
    strideX: horizontal.stride,
    paddingX: horizontal.before,
    dilationX: horizontal.dilation,
  };
}

/**
 * The largest element of each window. Padding counts as −∞, a window with a NaN gives NaN, and the gradient goes to
 * the first of equal elements.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @returns [N, C, P, Q], with P = ⌊(H + top + bottom − dilation (kernelSize − 1) − 1) / stride⌋ + 1, ⌈⌉ in `ceilMode`
 * @throws {ShapeError} if an option is out of range, padding is too wide for `kernelSize`, or no window fits.
 * @see PyTorch's `torch.nn.functional.max_pool2d`
 */
export const maxPool2d = (x: Tensor, options: MaxPool2dOptions): Tensor => apply(maxPool2dOp, { x }, options);

/**
 * As {@link maxPool2d}, and where in its plane each largest element lies, for {@link maxUnpool2d}. Of equal elements it
 * is the first, of NaNs the last; a window that dilation spreads around the whole image holds none, and gets H W.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @returns `y` as `maxPool2d` gives it, and `indices` of `u32`, iy W + ix, of the same shape
 * @throws {ShapeError} as `maxPool2d` does.
 * @see PyTorch's `torch.nn.functional.max_pool2d(x, return_indices=True)`
 */
export const maxPool2dWithIndices = (x: Tensor, options: MaxPool2dOptions): [y: Tensor, indices: Tensor] =>
  applyBeside(maxPool2dOp, { x }, options, "taken");
