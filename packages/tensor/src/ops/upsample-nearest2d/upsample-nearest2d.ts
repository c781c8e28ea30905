import { apply, ranked } from "../../apply.ts";
import { type Floating, floating } from "../../dtype.ts";
import { byImage, type Call, float, type Launch, type Op } from "../../op.ts";
import { inRuns } from "../../runs.ts";
import type { Shape } from "../../shape.ts";
import type { Tensor } from "../../tensor.ts";
import { resampledShape, scaleFactors, type UpsampleTarget } from "../resample/output-size.ts";
import backwardX from "./backward-x.wgsl";
import backwardXRun from "./backward-x-run.wgsl";
import forward from "./forward.wgsl";
import forwardRun from "./forward-run.wgsl";

export type UpsampleNearest2dAttrs = UpsampleTarget & { readonly exact?: boolean };

/** Elements along a row that one invocation makes on software adapters. */
const RUN = 16;

export const upsampleNearest2dOp: Op<"x", UpsampleNearest2dAttrs> = {
  name: "upsampleNearest2d",
  inputs: ["x"],
  dtypes: { x: floating },
  shape({ x }, target) {
    return resampledShape(this.name, x, target);
  },
  dtype: ({ dtypes }) => dtypes["x"]!,
  forward: (call) => [launchOf(call, [forward, forwardRun], "x", "y", call.y)],
  backward: {
    x: (call) => [launchOf(call, [backwardX, backwardXRun], "dy", "dx", call.shapes.x)],
  },
  cut: byImage("x"),
  flops: () => 0,
};

function launchOf(
  { shapes: { x }, y, attrs, dtypes, adapter }: Call<"x", UpsampleNearest2dAttrs>,
  [element, run]: readonly [element: string, run: string],
  from: string,
  name: string,
  shape: Shape,
): Launch {
  const dtype = dtypes["x"] as Floating;
  const [n, c, h, w] = ranked("upsampleNearest2d", "x", x, "N, C, H, W", 4);
  const [, , oh, ow] = ranked("upsampleNearest2d", "y", y, "N, C, OH, OW", 4);
  const { exact = false } = attrs;
  const factors = scaleFactors(attrs);
  return {
    ...inRuns(adapter, element, run, shape, RUN),
    real: dtype,
    reads: [from],
    writes: { [name]: { shape, dtype } },
    params: {
      planes: n * c,
      h,
      w,
      oh,
      ow,
      scaleY: float(scaleOf(h, oh, factors?.[0], exact)),
      scaleX: float(scaleOf(w, ow, factors?.[1], exact)),
      offset: float(exact ? 0.5 : 0),
    },
  };
}

/**
 * Inputs per output. PyTorch heeds no given factor where the outputs are as many as the inputs, or twice as many, but
 * in the exact mode it does.
 */
function scaleOf(inputs: number, outputs: number, factor: number | undefined, exact: boolean): number {
  const whole = !exact && (outputs === inputs || outputs === 2 * inputs);
  return factor === undefined || whole ? inputs / outputs : 1 / factor;
}

/**
 * Resamples images by repeating or leaving out pixels: output `o` of `O` takes input `⌊o I / O⌋` of `I`, or, if
 * `exact`, the one that its centre lies in, `⌊(o + ½) I / O⌋`. Both are rounded in float32 as PyTorch does; where a
 * centre falls on an edge to the last digit, PyTorch's forward on a CPU may take the other side than its backward, and
 * this is as its backward.
 *
 * @param x [N, C, H, W], which the gradient flows to
 * @param target `{ size: [OH, OW] }` in pixels, or `{ scaleFactor }`, whose inverse then stands for `I / O`, unless O
 *   is I or 2 I and not `exact`
 * @returns [N, C, OH, OW]
 * @throws {ShapeError} if `x` is not rank 4 or the result would have no pixel.
 * @see PyTorch's `torch.nn.functional.interpolate(x, mode="nearest")`, and `mode="nearest-exact"`
 */
export const upsampleNearest2d = (x: Tensor, target: UpsampleTarget, exact = false): Tensor =>
  apply(upsampleNearest2dOp, { x }, { ...target, exact });
