import type { Contract } from "../../testing/contract.ts";
import { sampleLabels, uniform } from "../../testing/vectors.ts";
import type { LabelLossAttrs } from "../loss/label-loss.ts";
import { nllLoss2dOp } from "./nll-loss2d.ts";

const mean = { ignoreIndex: -100, reduction: "mean" } as const;
const u8 = { labels: "u8" } as const;

export const contract: Contract<"input" | "labels", LabelLossAttrs, "weight"> = {
  op: nllLoss2dOp,
  reference({ input, labels, weight }, { input: [N, C, H = 1, W = 1] }, { ignoreIndex, reduction }) {
    const pixels = H * W;
    let weights = 0;
    const losses = new Float64Array(N * pixels).map((_, i) => {
      const label = labels[i]!;
      if (label === ignoreIndex) return 0;
      const w = weight?.[label] ?? 1;
      weights += w;
      return -w * input[(Math.floor(i / pixels) * C + label) * pixels + (i % pixels)]!;
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
    "13 classes": [{ input: [2, 13, 5, 7], labels: [2, 5, 7] }, mean],
    "u8 labels": [{ input: [2, 13, 5, 7], labels: [2, 5, 7] }, { ...mean, ignoreIndex: 255 }, u8],
    weights: [{ input: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] }, mean],
    "a sum with weights": [
      { input: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] },
      { ...mean, reduction: "sum" },
    ],
    "each pixel with weights": [
      { input: [2, 3, 5, 7], labels: [2, 5, 7], weight: [3] },
      { ...mean, reduction: "none" },
    ],
    "a class that is ignored": [
      { input: [2, 3, 5, 7], labels: [2, 5, 7] },
      { ...mean, ignoreIndex: 1 },
    ],
    "many pixels": [{ input: [3, 2, 37, 41], labels: [3, 37, 41] }, { ...mean, ignoreIndex: 255 }, u8],
    "rows without pixels": [{ input: [9, 4], labels: [9] }, mean],
    "one pixel of one class": [
      { input: [1, 1, 1, 1], labels: [1, 1, 1] },
      { ...mean, reduction: "sum" },
    ],
  },
  errors: {
    "nllLoss2d: expected input [N, C, H, W] and labels [N, H, W], or [N, C] and [N]; got input [2, 3, 5, 7], labels [2, 7, 5]":
      [{ input: [2, 3, 5, 7], labels: [2, 7, 5] }, mean],
    "nllLoss2d: expected weight [C] of the C classes of input; got input [2, 3, 5, 7], weight [2]": [
      { input: [2, 3, 5, 7], labels: [2, 5, 7], weight: [2] },
      mean,
    ],
    "nllLoss2d: expected an integer ignoreIndex of 32 bits; got ignoreIndex 0.5": [
      { input: [2, 3], labels: [2] },
      { ...mean, ignoreIndex: 0.5 },
    ],
    "nllLoss2d: expected reduction of mean, sum or none; got reduction median": [
      { input: [2, 3], labels: [2] },
      { ...mean, reduction: "median" as "mean" },
    ],
  },
  bench: {
    "NYUv2, half size": [
      { input: [8, 13, 144, 192], labels: [8, 144, 192] },
      { ...mean, ignoreIndex: 255 },
      u8,
    ],
  },
};
