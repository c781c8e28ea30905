import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type GradientDifferenceLossAttrs, gradientDifferenceLossOp } from "./gradient-difference-loss.ts";

const attrs = { alpha: 1, signed: false, reduction: "mean" } as const;

export const contract: Contract<"x" | "target", GradientDifferenceLossAttrs, "mask"> = {
  op: gradientDifferenceLossOp,
  reference({ x, target, mask }, { x: [N, C, H, W] }, { alpha, signed, reduction }) {
    let sum = 0;
    let count = 0;
    const holds = (n: number, h: number, w: number) => mask?.[(n * H + h) * W + w] !== 0;
    for (let n = 0; n < N; n++)
      for (let h = 0; h < H; h++)
        for (let w = 0; w < W; w++)
          for (const [below, right] of [
            [h, w + 1],
            [h + 1, w],
          ] as const) {
            if (below >= H || right >= W || !holds(n, h, w) || !holds(n, below, right)) continue;
            for (let c = 0; c < C; c++) {
              const step = (values: Float64Array) => {
                const plane = (n * C + c) * H * W;
                const difference = values[plane + below * W + right]! - values[plane + h * W + w]!;
                return signed ? difference : Math.abs(difference);
              };
              sum += Math.abs(step(x) - step(target)) ** alpha;
              count++;
            }
          }
    return Float64Array.of(reduction === "sum" ? sum : sum / (count || 1));
  },
  sample: { mask: (elements, seed) => integers(elements, 4, seed) },
  cases: {
    depth: [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7] }, attrs],
    "a mask": [{ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, attrs],
    "squares, a mask of one channel": [
      { x: [2, 1, 9, 5], target: [2, 1, 9, 5], mask: [2, 1, 9, 5] },
      { ...attrs, alpha: 2 },
    ],
    "signs, a sum": [
      { x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] },
      { ...attrs, signed: true, reduction: "sum" },
    ],
    "signs and squares": [
      { x: [2, 3, 5, 7], target: [2, 3, 5, 7] },
      { ...attrs, alpha: 2, signed: true },
    ],
    "many pixels": [{ x: [2, 1, 41, 43], target: [2, 1, 41, 43], mask: [2, 41, 43] }, attrs],
    "one row": [{ x: [2, 2, 1, 7], target: [2, 2, 1, 7] }, attrs],
    "one column": [{ x: [2, 2, 7, 1], target: [2, 2, 7, 1] }, attrs],
    "one pixel": [{ x: [2, 1, 1, 1], target: [2, 1, 1, 1] }, attrs],
  },
  errors: {
    "gradientDifferenceLoss: expected x [N, C, H, W]; got x [5, 7]": [{ x: [5, 7], target: [5, 7] }, attrs],
    "gradientDifferenceLoss: expected x and target of one shape; got x [2, 1, 5, 7], target [2, 1, 7, 5]": [
      { x: [2, 1, 5, 7], target: [2, 1, 7, 5] },
      attrs,
    ],
    "gradientDifferenceLoss: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [2, 1, 5, 7], mask [2, 35]":
      [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7], mask: [2, 35] }, attrs],
    "gradientDifferenceLoss: expected alpha of 1 or 2; got alpha 3": [
      { x: [2, 1, 5, 7], target: [2, 1, 5, 7] },
      { ...attrs, alpha: 3 },
    ],
    "gradientDifferenceLoss: expected reduction of mean or sum; got reduction none": [
      { x: [2, 1, 5, 7], target: [2, 1, 5, 7] },
      { ...attrs, reduction: "none" as "mean" },
    ],
  },
  bench: {
    depth: [{ x: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }, attrs],
  },
};
