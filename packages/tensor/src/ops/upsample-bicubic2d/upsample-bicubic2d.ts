import { apply } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { byImage, type Call, type Launch, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import { type Shape, size } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type CoordinateMode, coordinateModeOf } from "../resample/axis.ts";
import { geometryOf, type ResampleAttrs } from "../resample/geometry.ts";
import { byFourLines, type Lines } from "../resample/lines.ts";
import { resampledShape, scaleFactors, type UpsampleTarget } from "../resample/output-size.ts";
import backwardX from "./backward-x.wgsl";
import backwardXLines from "./backward-x-lines.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";

type BicubicCall = Call<"x", ResampleAttrs>;

/** Outputs that one invocation makes on software adapters. */
const RUN = 16;

export const upsampleBicubic2dOp: Op<"x", ResampleAttrs> = {
  name: "upsampleBicubic2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, attrs) {
    const y = resampledShape(this.name, x, attrs);
    geometry(x, y, attrs);
    return y;
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward(call) {
    const { shapes, y, attrs, adapter } = call;
    const params = geometry(shapes.x, y, attrs);
    return [{ ...named(call, "x", "y", y), ...inRuns(adapter, forward, forwardRun, y, RUN), params }];
  },
  backward: {
    // Columns and then rows: the loads and weights of 4 + 4 taps, not of 4 x 4.
    x(call) {
      const { shapes, y, attrs } = call;
      const g = geometry(shapes.x, y, attrs);
      const columns = { outer: g.planes, inputs: g.h, outputs: g.oh, inner: g.ow };
      const rows = { outer: g.planes * g.h, inputs: g.w, outputs: g.ow, inner: 1 };
      const vertical: Lines = { ...columns, step: g.stepY, start: g.startY, unit: g.unitY };
      const horizontal: Lines = { ...rows, step: g.stepX, start: g.startX, unit: g.unitX };
      return [
        adjoint(call, vertical, "dy", "dcolumns", [y[0]!, y[1]!, g.h, g.ow]),
        adjoint(call, horizontal, "dcolumns", "dx", shapes.x),
      ];
    },
  },
  cut: byImage("x"),
  flops: ({ y }) => 50 * size(y),
};

/** PyTorch heeds a factor along every axis; it is only its gradient that forgets it where both stay as long as they are. */
const geometry = (x: Shape, y: Shape, attrs: ResampleAttrs) =>
  geometryOf("upsampleBicubic2d", x, y, attrs, scaleFactors(attrs));

function named({ dtypes }: BicubicCall, from: string, name: string, shape: Shape) {
  const dtype = dtypes["x"] as Floating;
  return { real: dtype, reads: [from], writes: { [name]: { shape, dtype } } };
}

function adjoint(call: BicubicCall, lines: Lines, from: string, name: string, shape: Shape): Launch {
  const { outer, inputs, outputs, inner, step, start, unit } = lines;
  const launch = {
    ...named(call, from, name, shape),
    params: { outer, inputs, outputs, inner, step, start, unit },
  };
  if (call.adapter.kernels !== "software") return { ...launch, code: backwardX, grid: linear(size(shape)) };
  return { ...launch, code: backwardXLines, ...byFourLines(lines, inputs) };
}

/**
 * Resamples images through cubics (Keys' with a = −0.75): each output is the average of the 4 x 4 inputs around its
 * position, weighted; beyond the edge the edge repeats. Values may overshoot those of the inputs. Output `o` of `O` lies
 * at `(o + ½) I / O − ½` among `I` inputs, or, with `alignCorners`, at `o (I − 1) / (O − 1)`. Smaller sizes are sampled
 * in the same way, without antialiasing. Gradients flow to `x`.
 *
 * @param x `[N, C, H, W]`
 * @param target `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`
 * @param alignCorners PyTorch's `align_corners`, or a position by ONNX's name, `"asymmetric"` for `o I / O`
 * @returns `[N, C, OH, OW]`
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, mode="bicubic")`
 */
export const upsampleBicubic2d = (
  x: Tensor,
  target: UpsampleTarget,
  alignCorners: boolean | CoordinateMode = false,
): Tensor => apply(upsampleBicubic2dOp, { x }, { ...target, coordinateMode: coordinateModeOf(alignCorners) });
