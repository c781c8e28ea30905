import { ShapeError } from "../../errors.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch, type Op } from "../../op.ts";
import { size } from "../../shape.ts";
import { checkMasked, geometryOf } from "../loss/mask.ts";
import { checkReduction, cutOf, lossLaunches, type Reduction, reductionOf } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import { type DistanceName, distances } from "./distances.ts";
import forward from "./forward.wgsl";

export interface DistanceAttrs {
  readonly reduction: Reduction;
  /** Where the function changes its form: `delta`, or `beta`. */
  readonly knee?: number;
}

type DistanceCall = Call<"x" | "target", DistanceAttrs, "mask" | "knee">;
export type DistanceOp = Op<"x" | "target", DistanceAttrs, "mask" | "knee">;

/** The op of one function of x − target. The knee of `berHuLoss` is a tensor `[]`, and a constant to gradients. */
function distanceOp(name: DistanceName): DistanceOp {
  const paramsOf = (call: DistanceCall) => ({
    ...geometryOf(call.shapes.x, call.shapes.mask),
    knee: float(call.attrs.knee ?? 0),
  });
  const constantsOf = ({ shapes: { mask } }: DistanceCall) => ({
    F: distances[name].code,
    MASKED: Number(mask !== undefined),
  });
  const readsOf = ({ shapes: { mask, knee } }: DistanceCall) => [
    "x",
    "target",
    mask ? "mask" : "x",
    knee ? "knee" : "x",
  ];
  const gradientOf =
    (input: "x" | "target", factor: 1 | -1) =>
    (call: DistanceCall): Launch[] => {
      const { reads, constants } = reductionOf(call.attrs.reduction);
      return [
        {
          code: backward,
          reads: [...reads, ...readsOf(call)],
          writes: { [`d${input}`]: { shape: call.shapes.x } },
          params: { ...paramsOf(call), factor: float(factor) },
          constants: { ...constantsOf(call), ...constants },
          grid: linear(geometryOf(call.shapes.x, call.shapes.mask).size),
        },
      ];
    };
  return {
    name,
    inputs: ["x", "target", "mask", "knee"],
    dtypes: { mask: ["u8"] },
    shape({ x, target, mask }, { reduction, knee }) {
      checkMasked(name, x, target, mask);
      checkReduction(name, reduction);
      if (name === "huberLoss" && !(knee! > 0)) throw new ShapeError(name, "delta > 0", { delta: knee });
      if (name === "smoothL1Loss" && !(knee! >= 0)) throw new ShapeError(name, "beta >= 0", { beta: knee });
      return reduction === "none" ? x : [];
    },
    forward: (call) =>
      lossLaunches(
        {
          code: forward,
          items: geometryOf(call.shapes.x, call.shapes.mask).size,
          reads: readsOf(call),
          params: paramsOf(call),
          constants: constantsOf(call),
        },
        call,
        call.attrs.reduction,
      ),
    backward: { x: gradientOf("x", 1), target: gradientOf("target", -1) },
    cut: ({ attrs: { reduction } }) => cutOf(reduction, "x", "target", "mask"),
    flops: ({ shapes }) => 3 * size(shapes.x),
  };
}

export const l1LossOp = distanceOp("l1Loss");
export const mseLossOp = distanceOp("mseLoss");
export const huberLossOp = distanceOp("huberLoss");
export const smoothL1LossOp = distanceOp("smoothL1Loss");
export const berHuLossOp = distanceOp("berHuLoss");
