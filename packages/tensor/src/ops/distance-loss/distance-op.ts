import { ShapeError } from "../../errors.ts";
import { float, type Op } from "../../op.ts";
import { maskedLoss } from "../loss/masked-loss.ts";
import type { Reduction } from "../loss/reduction.ts";
import backward from "./backward.wgsl";
import { type DistanceName, distances } from "./distances.ts";
import forward from "./forward.wgsl";

export interface DistanceAttrs {
  readonly reduction: Reduction;
  /** Where the function changes its form: `delta`, or `beta`. */
  readonly knee?: number;
}

export type DistanceOp = Op<"x" | "target", DistanceAttrs, "mask" | "knee">;

/** The op of one function of x − target. The knee of `berHuLoss` is a tensor `[]`, and a constant to gradients. */
const distanceOp = (name: DistanceName): DistanceOp =>
  maskedLoss<"x", DistanceAttrs, "knee">({
    name,
    x: "x",
    others: ["knee"],
    forward,
    backward,
    toTarget: true,
    check(_, { knee }) {
      if (name === "huberLoss" && !(knee! > 0)) throw new ShapeError(name, "delta > 0", { delta: knee });
      if (name === "smoothL1Loss" && !(knee! >= 0)) throw new ShapeError(name, "beta >= 0", { beta: knee });
    },
    params: ({ attrs: { knee = 0 } }, geometry) => ({ ...geometry, knee: float(knee) }),
    constants: () => ({ F: distances[name].code }),
    flopsPerElement: 3,
  });

export const l1LossOp = distanceOp("l1Loss");
export const mseLossOp = distanceOp("mseLoss");
export const huberLossOp = distanceOp("huberLoss");
export const smoothL1LossOp = distanceOp("smoothL1Loss");
export const berHuLossOp = distanceOp("berHuLoss");
