import { apply, ranked } from "../../apply.ts";
import { linear } from "../../grid.ts";
import type { Call, Op } from "../../op.ts";
import { size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { axisOf } from "./axis.ts";
import backwardX from "./backward-x.wgsl";
import backwardXPlanes from "./backward-x-planes.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";
import { resampledShape, scaleFactors, type UpsampleTarget } from "./output-size.ts";

export type UpsampleBilinear2dAttrs = UpsampleTarget & { readonly alignCorners: boolean };

/** Outputs that one invocation makes on software adapters. */
const RUN = 16;

export const upsampleBilinear2dOp: Op<"x", UpsampleBilinear2dAttrs> = {
  name: "upsampleBilinear2d",
  inputs: ["x"],
  shape({ x }, attrs) {
    const y = resampledShape(this.name, x, attrs);
    axes(x, y, attrs);
    return y;
  },
  forward(call) {
    const [planes, params] = geometry(call);
    const rows = { reads: ["x"], writes: { y: { shape: call.y } }, params };
    if (call.adapter.kernels !== "software") return [{ ...rows, code: forward, grid: linear(size(call.y)) }];
    const invocations = planes * params.oh * Math.ceil(params.ow / RUN);
    return [{ ...rows, code: forwardRun, constants: { RUN }, grid: linear(invocations) }];
  },
  backward: {
    x(call) {
      const [planes, params] = geometry(call);
      const gather = { reads: ["dy"], writes: { dx: { shape: call.shapes.x } }, params };
      if (call.adapter.kernels !== "software")
        return [{ ...gather, code: backwardX, grid: linear(size(call.shapes.x)) }];
      const invocations = Math.ceil(planes / 4) * params.h * params.w;
      return [{ ...gather, code: backwardXPlanes, grid: linear(invocations) }];
    },
  },
  flops: ({ y }) => 9 * size(y),
};

function axes(x: readonly number[], y: readonly number[], attrs: UpsampleBilinear2dAttrs) {
  const factors = scaleFactors(attrs);
  const axis = (i: 2 | 3) => axisOf("upsampleBilinear2d", x[i]!, y[i]!, attrs.alignCorners, factors?.[i - 2]);
  return [axis(2), axis(3)] as const;
}

function geometry({ shapes: { x }, y, attrs }: Call<"x", UpsampleBilinear2dAttrs>) {
  const [n, c, h, w] = ranked("upsampleBilinear2d", "x", x, "N, C, H, W", 4);
  const [, , oh, ow] = ranked("upsampleBilinear2d", "y", y, "N, C, OH, OW", 4);
  const [vertical, horizontal] = axes(x, y, attrs);
  const params = {
    planes: n * c,
    h,
    w,
    oh,
    ow,
    stepY: vertical.step,
    startY: vertical.start,
    unitY: vertical.unit,
    stepX: horizontal.step,
    startX: horizontal.start,
    unitX: horizontal.unit,
  };
  return [n * c, params] as const;
}

/**
 * Resamples images: each output is the average of the four inputs around its position, weighted by nearness. Output
 * `o` of `O` lies at `(o + ½) I / O − ½` among `I` inputs, but not below 0, or, with `alignCorners`, at
 * `o (I − 1) / (O − 1)`. Smaller sizes are sampled in the same way, without antialiasing.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @param target `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`, unless O is I
 * @returns [N, C, OH, OW]
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, mode="bilinear")`
 */
export const upsampleBilinear2d = (x: Tensor, target: UpsampleTarget, alignCorners = false): Tensor =>
  apply(upsampleBilinear2dOp, { x }, { ...target, alignCorners });
