import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { cosineLossOp } from "./cosine-loss.ts";

export const contract: Contract<"x" | "target", object, "mask"> = {
  op: cosineLossOp,
  reference({ x, target, mask }, { x: [N, C, H, W] }) {
    const pixels = H * W;
    let sum = 0;
    let count = 0;
    for (let i = 0; i < N * pixels; i++) {
      if (mask?.[i] === 0) continue;
      const vectorOf = (values: Float64Array) =>
        Array.from(
          { length: C },
          (_, c) => values[(Math.floor(i / pixels) * C + c) * pixels + (i % pixels)]!,
        );
      const [prediction, truth] = [vectorOf(x), vectorOf(target)];
      const cosine = prediction.reduce((total, value, c) => total + value * truth[c]!, 0);
      sum += 1 - cosine / Math.max(Math.hypot(...prediction), 1e-12);
      count++;
    }
    return Float64Array.of(sum / count);
  },
  sample: { mask: (elements, seed) => integers(elements, 3, seed) },
  cases: {
    normals: [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, {}],
    "a mask of one channel": [{ x: [2, 3, 17, 19], target: [2, 3, 17, 19], mask: [2, 1, 17, 19] }, {}],
    "without a mask": [{ x: [2, 5, 3, 3], target: [2, 5, 3, 3] }, {}],
    "one pixel": [{ x: [1, 3, 1, 1], target: [1, 3, 1, 1], mask: [1, 1, 1] }, {}],
  },
  errors: {
    "cosineLoss: expected x and target of one shape; got x [2, 3, 5, 7], target [2, 3, 7, 5]": [
      { x: [2, 3, 5, 7], target: [2, 3, 7, 5] },
      {},
    ],
    "cosineLoss: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [2, 3, 5, 7], mask [2, 35]":
      [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 35] }, {}],
    "cosineLoss: expected x [N, C, H, W]; got x [3, 5, 7]": [{ x: [3, 5, 7], target: [3, 5, 7] }, {}],
  },
  bench: {
    normals: [{ x: [8, 3, 288, 384], target: [8, 3, 288, 384], mask: [8, 288, 384] }, {}],
  },
};
