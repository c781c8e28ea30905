import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { checkMasked, geometryOf, maskedInputs, maskedReads, maskFlag } from "../loss/mask.ts";
import { meanOfPartials, partsOf } from "../loss/weighted-mean.ts";
import backward from "./backward.wgsl";
import merge from "./merge.wgsl";
import moments from "./moments.wgsl";

const NAME = "scaleInvariantLogLoss";

export interface ScaleInvariantLogLossAttrs {
  readonly lambda: number;
  readonly alpha: number;
  readonly sqrt: boolean;
  readonly perImage: boolean;
}

type ScaleInvariantLogLossCall = Call<"x" | "target", ScaleInvariantLogLossAttrs, "mask">;

export const scaleInvariantLogLossOp: Op<"x" | "target", ScaleInvariantLogLossAttrs, "mask"> = {
  name: NAME,
  ...maskedInputs,
  shape({ x, target, mask }, { lambda, perImage }) {
    checkMasked(NAME, x, target, mask);
    if (!(lambda >= 0 && lambda <= 1)) throw new ShapeError(NAME, "lambda from 0 to 1", { lambda });
    if (perImage && x.length === 0) throw new ShapeError(NAME, "x [N, ...] to tell images apart", { x });
    return [];
  },
  forward(call) {
    const {
      shapes: { mask },
      attrs: { lambda, alpha, sqrt },
      adapter,
    } = call;
    const { groups, items } = groupsOf(call);
    const { parts } = partsOf(items, adapter.kernels);
    return [
      {
        code: moments,
        reads: maskedReads(mask),
        writes: { moments: { shape: [groups, parts, 4] } },
        params: { groups, ...paramsOf(call), nan: float(Number.NaN), parts },
        constants: maskFlag(mask),
        grid: linear(groups * parts),
      },
      {
        code: merge,
        reads: ["moments"],
        writes: { slopes: { shape: [groups, 4] }, partials: { shape: [groups, 2] } },
        params: { groups, parts, rest: float(1 - lambda), alpha: float(alpha) },
        constants: { ROOT: Number(sqrt) },
        grid: linear(groups, 1),
      },
      meanOfPartials(groups),
    ];
  },
  backward: { x: (call) => gradientOf("x", call), target: (call) => gradientOf("target", call) },
  flops: ({ shapes: { x } }) => 20 * size(x),
};

function gradientOf(input: "x" | "target", call: ScaleInvariantLogLossCall): Launch[] {
  const { x, mask } = call.shapes;
  return [
    {
      code: backward,
      reads: ["dy", "scale", ...maskedReads(mask), "slopes"],
      writes: { [`d${input}`]: { shape: x } },
      params: { size: geometryOf(x, mask).size, ...paramsOf(call) },
      constants: { ...maskFlag(mask), TARGET: Number(input === "target") },
      grid: linear(geometryOf(x, mask).size),
    },
  ];
}

/** What has a loss of its own, and its pixels: each image, or the batch. */
function groupsOf({ shapes: { x, mask }, attrs: { perImage } }: ScaleInvariantLogLossCall) {
  const groups = perImage ? x[0]! : 1;
  return { groups, items: geometryOf(x, mask).size / groups };
}

function paramsOf(call: ScaleInvariantLogLossCall) {
  const { channels, pixels } = geometryOf(call.shapes.x, call.shapes.mask);
  const { items } = groupsOf(call);
  return { items, channels, pixels };
}
