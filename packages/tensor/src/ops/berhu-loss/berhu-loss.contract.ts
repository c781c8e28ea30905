import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { contractOf } from "../distance-loss/distance-loss.contract.ts";
import { berHuLossOp } from "../distance-loss/distance-op.ts";
import { type LargestErrorAttrs, largestErrorOp } from "./largest-error.ts";

const attrs = { share: 0.2 };

const ofKnee: Contract<"x" | "target", LargestErrorAttrs, "mask"> = {
  op: largestErrorOp,
  reference({ x, target, mask }, { x: [, C, H, W] }, { share }) {
    const pixels = H * W;
    let largest = 0;
    x.forEach((value, i) => {
      if (mask?.[Math.floor(i / (C * pixels)) * pixels + (i % pixels)] === 0) return;
      largest = Math.max(largest, Math.abs(value - target[i]!));
    });
    return Float64Array.of(share * largest);
  },
  sample: { mask: (elements, seed) => integers(elements, 3, seed) },
  cases: {
    "without a mask": [{ x: [3, 5, 7], target: [3, 5, 7] }, attrs],
    "a mask": [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, { share: 0.5 }],
    "a mask over many pixels": [
      { x: [3, 1, 59, 61], target: [3, 1, 59, 61], mask: [3, 1, 59, 61] },
      { share: 1 },
    ],
    "a scalar": [{ x: [], target: [] }, attrs],
  },
  errors: {
    "berHuLoss: expected x and target of one shape; got x [2, 3], target [3, 2]": [
      { x: [2, 3], target: [3, 2] },
      attrs,
    ],
    "berHuLoss: expected share > 0; got share 0": [{ x: [2, 3], target: [2, 3] }, { share: 0 }],
  },
  bench: { depth: [{ x: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }, attrs] },
};

export const contracts = [contractOf(berHuLossOp, { knee: [] }), ofKnee] as const;
