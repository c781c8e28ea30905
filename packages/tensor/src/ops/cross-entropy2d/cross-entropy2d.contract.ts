import type { Contract } from "../../testing/contract.ts";
import { sampleLabels, uniform } from "../../testing/vectors.ts";
import { type CrossEntropy2dAttrs, crossEntropy2dOp } from "./cross-entropy2d.ts";

const mean = { ignoreIndex: -100, reduction: "mean", labelSmoothing: 0 } as const;
const sum = { ...mean, reduction: "sum" } as const;
const none = { ...mean, reduction: "none" } as const;
const smoothed = { ...mean, labelSmoothing: 0.2 } as const;
const u8 = { labels: "u8" } as const;

export const contract: Contract<"logits" | "labels", CrossEntropy2dAttrs, "weight"> = {
  op: crossEntropy2dOp,
  reference({ logits, labels, weight }, { logits: [N, C, H = 1, W = 1] }, attrs) {
    const { ignoreIndex, reduction, labelSmoothing } = attrs;
    const pixels = H * W;
    const weightOf = (c: number) => weight?.[c] ?? 1;
    let weights = 0;
    const losses = new Float64Array(N * pixels).map((_, i) => {
      const label = labels[i]!;
      if (label === ignoreIndex) return 0;
      const scores = Array.from(
        { length: C },
        (_, c) => logits[(Math.floor(i / pixels) * C + c) * pixels + (i % pixels)]!,
      );
      const largest = Math.max(...scores);
      const logsumexp = largest + Math.log(scores.reduce((total, s) => total + Math.exp(s - largest), 0));
      weights += weightOf(label);
      return scores.reduce((total, score, c) => {
        const share = (c === label ? 1 - labelSmoothing : 0) + labelSmoothing / C;
        return total + share * weightOf(c) * (logsumexp - score);
      }, 0);
    });
    if (reduction === "none") return losses;
    const total = losses.reduce((a, b) => a + b);
    return Float64Array.of(reduction === "sum" ? total : total / weights);
  },
  sample: {
    labels: sampleLabels,
    weight: (elements, seed) => uniform(elements, seed).map((value) => Math.fround(value + 1.1)),
  },
  cases: {
    "13 classes": [{ logits: [2, 13, 5, 7], labels: [2, 5, 7] }, mean],
    "u8 labels": [{ logits: [2, 13, 5, 7], labels: [2, 5, 7] }, { ...mean, ignoreIndex: 255 }, u8],
    weights: [{ logits: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] }, mean],
    "a sum with weights": [{ logits: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] }, sum],
    "a class that is ignored": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, ignoreIndex: 1 },
    ],
    "each pixel's loss": [{ logits: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] }, none],
    "smoothed labels": [{ logits: [2, 5, 3, 7], labels: [2, 3, 7] }, smoothed],
    "smoothed labels with weights": [{ logits: [2, 5, 3, 7], labels: [2, 3, 7], weight: [5] }, smoothed],
    "each pixel's loss of smoothed labels": [
      { logits: [2, 5, 3, 7], labels: [2, 3, 7] },
      { ...smoothed, reduction: "none" },
    ],
    "labels that are all smoothed away": [
      { logits: [2, 5, 3, 1], labels: [2, 3, 1], weight: [5] },
      { ...mean, labelSmoothing: 1 },
    ],
    "many pixels": [{ logits: [3, 2, 37, 41], labels: [3, 37, 41] }, { ...mean, ignoreIndex: 255 }, u8],
    "rows without pixels": [{ logits: [9, 4], labels: [9] }, mean],
    "one pixel of one class": [{ logits: [1, 1, 1, 1], labels: [1, 1, 1] }, sum],
  },
  errors: {
    "crossEntropy2d: expected logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got logits [2, 3, 5, 7], labels [2, 7, 5]":
      [{ logits: [2, 3, 5, 7], labels: [2, 7, 5] }, mean],
    "crossEntropy2d: expected logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got logits [2, 3, 5, 7], labels [2, 1, 5, 7]":
      [{ logits: [2, 3, 5, 7], labels: [2, 1, 5, 7] }, mean],
    "crossEntropy2d: expected logits [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got logits [3], labels []":
      [{ logits: [3], labels: [] }, mean],
    "crossEntropy2d: expected weight [C] of the C classes of logits; got logits [2, 3, 5, 7], weight [2]": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7], weight: [2] },
      mean,
    ],
    "crossEntropy2d: expected an integer ignoreIndex of 32 bits; got ignoreIndex 0.5": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, ignoreIndex: 0.5 },
    ],
    "crossEntropy2d: expected an integer ignoreIndex of 32 bits; got ignoreIndex 4294967296": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, ignoreIndex: 2 ** 32 },
    ],
    "crossEntropy2d: expected reduction of mean, sum or none; got reduction median": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, reduction: "median" as "mean" },
    ],
    "crossEntropy2d: expected labelSmoothing from 0 to 1; got labelSmoothing 1.5": [
      { logits: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, labelSmoothing: 1.5 },
    ],
  },
  bench: {
    "NYUv2, half size": [
      { logits: [8, 13, 144, 192], labels: [8, 144, 192] },
      { ...mean, ignoreIndex: 255 },
      u8,
    ],
    "Cityscapes, 19 classes": [
      { logits: [8, 19, 128, 256], labels: [8, 128, 256] },
      { ...mean, ignoreIndex: 255 },
      u8,
    ],
  },
};
