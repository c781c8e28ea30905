import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { l1LossOp, mseLossOp } from "./distance-loss.ts";

const contractOf = (
  op: typeof l1LossOp,
  distance: (d: number) => number,
): Contract<"x" | "target", object, "mask"> => ({
  op,
  reference({ x, target, mask }, { x: [, C, H, W] }) {
    const pixels = H * W;
    let sum = 0;
    let count = 0;
    x.forEach((value, i) => {
      if (mask?.[Math.floor(i / (C * pixels)) * pixels + (i % pixels)] === 0) return;
      sum += distance(value - target[i]!);
      count++;
    });
    return Float64Array.of(sum / count);
  },
  sample: { mask: (elements, seed) => integers(elements, 3, seed) },
  cases: {
    "without a mask": [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7] }, {}],
    "a mask": [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, {}],
    "a mask of one channel": [{ x: [3, 1, 9, 11], target: [3, 1, 9, 11], mask: [3, 1, 9, 11] }, {}],
    "one pixel": [{ x: [1, 1, 1, 1], target: [1, 1, 1, 1], mask: [1, 1, 1] }, {}],
    "a vector": [{ x: [37], target: [37] }, {}],
    "a scalar": [{ x: [], target: [] }, {}],
  },
  errors: {
    [`${op.name}: expected x and target of one shape; got x [2, 3, 5, 7], target [2, 1, 5, 7]`]: [
      { x: [2, 3, 5, 7], target: [2, 1, 5, 7] },
      {},
    ],
    [`${op.name}: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [2, 3, 5, 7], mask [2, 3, 5, 7]`]:
      [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 3, 5, 7] }, {}],
    [`${op.name}: expected x [N, C, H, W]; got x [2, 5, 7]`]: [
      { x: [2, 5, 7], target: [2, 5, 7], mask: [2, 5, 7] },
      {},
    ],
  },
  bench: {
    depth: [{ x: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }, {}],
  },
});

export const contracts = [contractOf(l1LossOp, Math.abs), contractOf(mseLossOp, (d) => d * d)];
