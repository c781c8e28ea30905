import type { Contract } from "../../testing/contract.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { type KlDivLossAttrs, klDivLossOp } from "./kl-div-loss.ts";

const mean = { logTarget: false, reduction: "mean" } as const;

export const contract: Contract<"input" | "target", KlDivLossAttrs, "mask"> = {
  op: klDivLossOp,
  reference({ input, target, mask }, { input: [N, C = 1, H = 1, W = 1] }, { logTarget, reduction }) {
    let count = 0;
    const losses = input.map((x, i) => {
      if (mask?.[Math.floor(i / (C * H * W)) * H * W + (i % (H * W))] === 0) return 0;
      count++;
      const t = target[i]!;
      return logTarget ? Math.exp(t) * (t - x) : t * (Math.log(t) - x);
    });
    if (reduction === "none") return losses;
    const total = losses.reduce((a, b) => a + b);
    return Float64Array.of(total / { sum: 1, batchmean: N, mean: count }[reduction]);
  },
  sample: {
    target: (elements, seed, { attrs: { logTarget } }) =>
      uniform(elements, seed).map((value) => Math.fround(logTarget ? 3 * value : (value + 1.01) / 2)),
    mask: (elements, seed) => integers(elements, 3, seed),
  },
  cases: {
    pixels: [{ input: [2, 3, 5, 7], target: [2, 3, 5, 7] }, mean],
    "a mask": [{ input: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, mean],
    "a sum of log targets over a mask": [
      { input: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 1, 5, 7] },
      { logTarget: true, reduction: "sum" },
    ],
    "a mean of log targets": [
      { input: [37], target: [37] },
      { logTarget: true, reduction: "mean" },
    ],
    "a batch mean": [
      { input: [3, 2, 5, 7], target: [3, 2, 5, 7], mask: [3, 5, 7] },
      { ...mean, reduction: "batchmean" },
    ],
    "each element": [
      { input: [5, 7], target: [5, 7] },
      { ...mean, reduction: "none" },
    ],
    "each element of log targets": [
      { input: [2, 3, 3, 5], target: [2, 3, 3, 5], mask: [2, 3, 5] },
      { logTarget: true, reduction: "none" },
    ],
    "many elements": [{ input: [3, 2, 37, 41], target: [3, 2, 37, 41], mask: [3, 37, 41] }, mean],
    "a scalar": [{ input: [], target: [] }, mean],
  },
  errors: {
    "klDivLoss: expected input and target of one shape; got input [2, 3], target [3]": [
      { input: [2, 3], target: [3] },
      mean,
    ],
    "klDivLoss: expected mask [N, H, W] or [N, 1, H, W] of the pixels of input; got input [2, 3, 5, 7], mask [2, 35]":
      [{ input: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 35] }, mean],
    "klDivLoss: expected input [N, ...] for a batchmean; got input []": [
      { input: [], target: [] },
      { ...mean, reduction: "batchmean" },
    ],
    "klDivLoss: expected reduction of mean, batchmean, sum or none; got reduction median": [
      { input: [2], target: [2] },
      { ...mean, reduction: "median" as "mean" },
    ],
  },
  bench: {
    "13 classes": [{ input: [8, 13, 144, 192], target: [8, 13, 144, 192], mask: [8, 144, 192] }, mean],
  },
};
