import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type CoordinateMode, coordinateModeOf } from "../resample/axis.ts";
import { geometryOf, type ResampleAttrs } from "../resample/geometry.ts";
import { resampledShape, scaleFactors, type UpsampleTarget } from "../resample/output-size.ts";
import backwardX from "./backward-x.wgsl";
import backwardXPlanes from "./backward-x-planes.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";

/** Outputs that one invocation makes on software adapters. */
const RUN = 16;

export const upsampleBilinear2dOp: Op<"x", ResampleAttrs> = {
  name: "upsampleBilinear2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, attrs) {
    const y = resampledShape(this.name, x, attrs);
    geometry(x, y, attrs);
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const runs = inRuns(call.adapter, forward, forwardRun, call.y, RUN);
    return [{ ...launchOf(call, "x", "y", call.y), ...runs }];
  },
  backward: {
    x(call) {
      const launch = launchOf(call, "dy", "dx", call.shapes.x);
      if (call.adapter.kernels !== "software")
        return [{ ...launch, code: backwardX, grid: linear(size(call.shapes.x)) }];
      const { planes, h, w } = launch.params;
      return [{ ...launch, code: backwardXPlanes, grid: linear(Math.ceil(planes / 4) * h * w) }];
    },
  },
  cut: byImage("x"),
  flops: ({ y }) => 9 * size(y),
};

/** PyTorch on the CPU copies along an axis that stays as long as it is, whatever the factor; ONNX's own mode does not. */
function geometry(x: Shape, y: Shape, attrs: ResampleAttrs) {
  const copies = attrs.coordinateMode !== "asymmetric";
  const factors = scaleFactors(attrs)?.map((factor, i) =>
    copies && x[i + 2] === y[i + 2] ? undefined : factor,
  );
  return geometryOf("upsampleBilinear2d", x, y, attrs, factors ?? null);
}

function launchOf(call: Call<"x", ResampleAttrs>, from: string, name: string, shape: Shape) {
  const dtype = call.dtypes["x"] as Floating;
  const params = geometry(call.shapes.x, call.y, call.attrs);
  return { real: dtype, reads: [from], writes: { [name]: { shape, dtype } }, params };
}

/**
 * Resamples images: each output is the average of the four inputs around its position, weighted by nearness. Output
 * `o` of `O` lies at `(o + ½) I / O − ½` among `I` inputs, but not below 0, or, with `alignCorners`, at
 * `o (I − 1) / (O − 1)`. Smaller sizes are sampled in the same way, without antialiasing.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @param target `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`, unless O is I
 * @param alignCorners PyTorch's `align_corners`, or a position by ONNX's name, `"asymmetric"` for `o I / O`
 * @returns [N, C, OH, OW]
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, mode="bilinear")`
 */
export const upsampleBilinear2d = (
  x: Tensor,
  target: UpsampleTarget,
  alignCorners: boolean | CoordinateMode = false,
): Tensor =>
  apply(upsampleBilinear2dOp, { x }, { ...target, coordinateMode: coordinateModeOf(alignCorners) });
