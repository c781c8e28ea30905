import type { Contract } from "../../testing/contract.ts";
import { sampleLabels, uniform } from "../../testing/vectors.ts";
import { type FocalLossAttrs, focalLossOp } from "./focal-loss.ts";

const attrs = { gamma: 2, alpha: 1, ignoreIndex: -100, reduction: "mean" } as const;
const u8 = { labels: "u8" } as const;

export const contract: Contract<"logits" | "labels", FocalLossAttrs, "alpha"> = {
  op: focalLossOp,
  reference({ logits, labels, alpha }, { logits: [N, C, H = 1, W = 1] }, given) {
    const pixels = H * W;
    let count = 0;
    const losses = new Float64Array(N * pixels).map((_, i) => {
      const label = labels[i]!;
      if (label === given.ignoreIndex) return 0;
      count++;
      const at = (c: number) => logits[(Math.floor(i / pixels) * C + c) * pixels + (i % pixels)]!;
      const total = Array.from({ length: C }, (_, c) => Math.exp(at(c))).reduce((a, b) => a + b);
      const p = Math.exp(at(label)) / total;
      return -given.alpha * (alpha?.[label] ?? 1) * Math.max(1 - p, 0) ** given.gamma * Math.log(p);
    });
    if (given.reduction === "none") return losses;
    const total = losses.reduce((a, b) => a + b);
    return Float64Array.of(given.reduction === "sum" ? total : total / count);
  },
  sample: {
    logits: (elements, seed) => uniform(elements, seed).map((value) => 4 * value),
    labels: sampleLabels,
    alpha: (elements, seed) => uniform(elements, seed).map((value) => Math.fround(value + 1.1)),
  },
  cases: {
    "13 classes": [{ logits: [2, 13, 5, 7], labels: [2, 5, 7] }, attrs],
    "u8 labels": [{ logits: [2, 13, 5, 7], labels: [2, 5, 7] }, { ...attrs, ignoreIndex: 255 }, u8],
    "a factor of each class": [{ logits: [2, 3, 5, 7], labels: [2, 5, 7], alpha: [3] }, attrs],
    "a sum with a factor": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...attrs, alpha: 0.25, reduction: "sum" },
    ],
    "each pixel, a broken gamma": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7], alpha: [3] },
      { ...attrs, gamma: 1.5, reduction: "none" },
    ],
    "a gamma below 1": [
      { logits: [2, 5, 3, 7], labels: [2, 3, 7] },
      { ...attrs, gamma: 0.3 },
    ],
    "a gamma of 0": [
      { logits: [2, 5, 3, 7], labels: [2, 3, 7] },
      { ...attrs, gamma: 0 },
    ],
    "a large gamma": [
      { logits: [2, 5, 3, 7], labels: [2, 3, 7] },
      { ...attrs, gamma: 20.5 },
    ],
    "a class that is ignored": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...attrs, ignoreIndex: 1 },
    ],
    "many pixels": [{ logits: [3, 2, 37, 41], labels: [3, 37, 41] }, { ...attrs, ignoreIndex: 255 }, u8],
    "rows without pixels": [{ logits: [9, 4], labels: [9] }, attrs],
    "one pixel of one class": [
      { logits: [1, 1, 1, 1], labels: [1, 1, 1] },
      { ...attrs, reduction: "sum" },
    ],
  },
  errors: {
    "focalLoss: expected logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got logits [2, 3, 5, 7], labels [2, 7, 5]":
      [{ logits: [2, 3, 5, 7], labels: [2, 7, 5] }, attrs],
    "focalLoss: expected alpha [C] of the C classes of logits; got logits [2, 3, 5, 7], alpha [2]": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7], alpha: [2] },
      attrs,
    ],
    "focalLoss: expected an integer ignoreIndex of 32 bits; got ignoreIndex 0.5": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, ignoreIndex: 0.5 },
    ],
    "focalLoss: expected a finite gamma >= 0; got gamma -0.5": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, gamma: -0.5 },
    ],
    "focalLoss: expected a finite gamma >= 0; got gamma Infinity": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, gamma: Number.POSITIVE_INFINITY },
    ],
    "focalLoss: expected reduction of mean, sum or none; got reduction median": [
      { logits: [2, 3], labels: [2] },
      { ...attrs, reduction: "median" as "mean" },
    ],
  },
  bench: {
    "NYUv2, half size": [
      { logits: [8, 13, 144, 192], labels: [8, 144, 192] },
      { ...attrs, ignoreIndex: 255 },
      u8,
    ],
  },
};
