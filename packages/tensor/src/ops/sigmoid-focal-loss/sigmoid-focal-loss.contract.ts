import type { Contract } from "../../testing/contract.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { type SigmoidFocalLossAttrs, sigmoidFocalLossOp } from "./sigmoid-focal-loss.ts";

const attrs = { alpha: 0.25, gamma: 2, reduction: "mean" } as const;

export const contract: Contract<"logits" | "target", SigmoidFocalLossAttrs, "mask"> = {
  op: sigmoidFocalLossOp,
  reference({ logits, target, mask }, { logits: [, C = 1, H = 1, W = 1] }, { alpha, gamma, reduction }) {
    let count = 0;
    const losses = logits.map((x, i) => {
      if (mask?.[Math.floor(i / (C * H * W)) * H * W + (i % (H * W))] === 0) return 0;
      count++;
      const t = target[i]!;
      const p = 1 / (1 + Math.exp(-x));
      const entropy = -(t * Math.log(p) + (1 - t) * Math.log(1 - p));
      const balance = alpha < 0 ? 1 : alpha * t + (1 - alpha) * (1 - t);
      return balance * (1 - (p * t + (1 - p) * (1 - t))) ** gamma * entropy;
    });
    if (reduction === "none") return losses;
    const total = losses.reduce((a, b) => a + b);
    return Float64Array.of(reduction === "sum" ? total : total / count);
  },
  sample: {
    logits: (elements, seed) => uniform(elements, seed).map((value) => 6 * value),
    target: (elements, seed) => uniform(elements, seed).map((value) => Math.fround((value + 1) / 2)),
    mask: (elements, seed) => integers(elements, 3, seed),
  },
  cases: {
    "one class": [{ logits: [2, 1, 5, 7], target: [2, 1, 5, 7] }, attrs],
    "a mask": [{ logits: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, attrs],
    "a sum without alpha": [
      { logits: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 1, 5, 7] },
      { alpha: -1, gamma: 3, reduction: "sum" },
    ],
    "each element, a broken gamma": [
      { logits: [2, 3, 3, 5], target: [2, 3, 3, 5], mask: [2, 3, 5] },
      { alpha: 0.6, gamma: 1.5, reduction: "none" },
    ],
    "a gamma below 1": [
      { logits: [37], target: [37] },
      { ...attrs, gamma: 0.3 },
    ],
    "a gamma of 0": [
      { logits: [37], target: [37] },
      { ...attrs, gamma: 0 },
    ],
    "many elements": [{ logits: [3, 2, 37, 41], target: [3, 2, 37, 41], mask: [3, 37, 41] }, attrs],
    "a scalar": [{ logits: [], target: [] }, attrs],
  },
  errors: {
    "sigmoidFocalLoss: expected logits and target of one shape; got logits [2, 3], target [3]": [
      { logits: [2, 3], target: [3] },
      attrs,
    ],
    "sigmoidFocalLoss: expected mask [N, H, W] or [N, 1, H, W] of the pixels of logits; got logits [2, 3, 5, 7], mask [2, 35]":
      [{ logits: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 35] }, attrs],
    "sigmoidFocalLoss: expected alpha from 0 to 1, or -1 for none; got alpha 1.5": [
      { logits: [2], target: [2] },
      { ...attrs, alpha: 1.5 },
    ],
    "sigmoidFocalLoss: expected a finite gamma >= 0; got gamma -1": [
      { logits: [2], target: [2] },
      { ...attrs, gamma: -1 },
    ],
    "sigmoidFocalLoss: expected reduction of mean, sum or none; got reduction median": [
      { logits: [2], target: [2] },
      { ...attrs, reduction: "median" as "mean" },
    ],
  },
  bench: {
    edges: [{ logits: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }, attrs],
  },
};
