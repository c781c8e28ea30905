import { stridesOf } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { type BinaryCrossEntropyAttrs, binaryCrossEntropyOp } from "./binary-cross-entropy-op.ts";

const mean = { reduction: "mean" } as const;
const sum = { reduction: "sum" } as const;
const none = { reduction: "none" } as const;

/** The element of a tensor of `shape` that broadcasting puts at element `i` of one of `target`. */
function repeated(
  values: Float64Array,
  shape: readonly number[],
  target: readonly number[],
  i: number,
): number {
  const own = stridesOf(shape);
  const missing = target.length - shape.length;
  const at = stridesOf(target).reduce((place, stride, axis) => {
    if (axis < missing || shape[axis - missing] === 1) return place;
    return place + (Math.floor(i / stride) % target[axis]!) * own[axis - missing]!;
  }, 0);
  return values[at]!;
}

const positive = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(value + 1.25));

export const contract: Contract<
  "logits" | "target",
  BinaryCrossEntropyAttrs,
  "weight" | "posWeight" | "mask"
> = {
  op: binaryCrossEntropyOp,
  reference({ logits, target, weight, posWeight, mask }, shapes, { reduction }) {
    const [, C = 1, H = 1, W = 1] = shapes.logits;
    let count = 0;
    const losses = logits.map((x, i) => {
      if (mask?.[Math.floor(i / (C * H * W)) * H * W + (i % (H * W))] === 0) return 0;
      count++;
      const w = weight ? repeated(weight, shapes.weight!, shapes.logits, i) : 1;
      const ofPositive = posWeight ? repeated(posWeight, shapes.posWeight!, shapes.logits, i) : 1;
      const p = 1 / (1 + Math.exp(-x));
      return -w * (ofPositive * target[i]! * Math.log(p) + (1 - target[i]!) * Math.log(1 - p));
    });
    if (reduction === "none") return losses;
    const total = losses.reduce((a, b) => a + b);
    return Float64Array.of(reduction === "sum" ? total : total / count);
  },
  sample: {
    logits: (elements, seed) => uniform(elements, seed).map((value) => 6 * value),
    target: (elements, seed) => uniform(elements, seed).map((value) => Math.fround((value + 1) / 2)),
    weight: positive,
    posWeight: positive,
    mask: (elements, seed) => integers(elements, 3, seed),
  },
  cases: {
    "one class": [{ logits: [2, 1, 5, 7], target: [2, 1, 5, 7] }, mean],
    "a mask": [{ logits: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, mean],
    "a sum over a mask of one channel": [
      { logits: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 1, 5, 7] },
      sum,
    ],
    "each element of a mask": [{ logits: [2, 3, 3, 5], target: [2, 3, 3, 5], mask: [2, 3, 5] }, none],
    "a factor of each class's positives": [
      { logits: [2, 3, 3, 5], target: [2, 3, 3, 5], posWeight: [3, 1, 1], mask: [2, 3, 5] },
      mean,
    ],
    "both weights, along other axes": [
      { logits: [3, 4, 3, 5], target: [3, 4, 3, 5], weight: [3, 1, 3, 1], posWeight: [4, 1, 1] },
      none,
    ],
    "a weight of each element": [{ logits: [5, 7], target: [5, 7], weight: [5, 7] }, sum],
    "six axes that cannot be merged": [
      { logits: [2, 3, 2, 3, 2, 3], target: [2, 3, 2, 3, 2, 3], weight: [2, 1, 2, 1, 2, 1], posWeight: [] },
      mean,
    ],
    "rows of labels": [{ logits: [6, 4], target: [6, 4], posWeight: [4] }, mean],
    "many elements": [{ logits: [3, 2, 37, 41], target: [3, 2, 37, 41], mask: [3, 37, 41] }, mean],
    "a scalar": [{ logits: [], target: [] }, mean],
  },
  errors: {
    "binaryCrossEntropyWithLogits: expected logits and target of one shape; got logits [2, 3], target [3]": [
      { logits: [2, 3], target: [3] },
      mean,
    ],
    "binaryCrossEntropyWithLogits: expected weight that broadcasts to the shape of logits; got logits [2, 3], weight [2]":
      [{ logits: [2, 3], target: [2, 3], weight: [2] }, mean],
    "binaryCrossEntropyWithLogits: expected posWeight that broadcasts to the shape of logits; got logits [3], posWeight [2, 3]":
      [{ logits: [3], target: [3], posWeight: [2, 3] }, mean],
    "binaryCrossEntropyWithLogits: expected mask [N, H, W] or [N, 1, H, W] of the pixels of logits; got logits [2, 1, 3, 5], mask [2, 15]":
      [{ logits: [2, 1, 3, 5], target: [2, 1, 3, 5], mask: [2, 15] }, mean],
    "binaryCrossEntropyWithLogits: expected logits [N, C, H, W]; got logits [2, 3]": [
      { logits: [2, 3], target: [2, 3], mask: [2, 3] },
      mean,
    ],
    "binaryCrossEntropyWithLogits: expected reduction of mean, sum or none; got reduction median": [
      { logits: [2], target: [2] },
      { reduction: "median" as "mean" },
    ],
    "binaryCrossEntropyWithLogits: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [
        {
          logits: [2, 2, 2, 2, 2, 2, 2, 2, 2],
          target: [2, 2, 2, 2, 2, 2, 2, 2, 2],
          weight: [2, 1, 2, 1, 2, 1, 2, 1, 2],
        },
        mean,
      ],
  },
  bench: {
    edges: [{ logits: [8, 1, 288, 384], target: [8, 1, 288, 384], posWeight: [], mask: [8, 288, 384] }, mean],
  },
};
