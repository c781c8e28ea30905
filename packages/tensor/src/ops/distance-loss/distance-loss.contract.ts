import type { Case, Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import {
  type DistanceAttrs,
  type DistanceOp,
  huberLossOp,
  l1LossOp,
  mseLossOp,
  smoothL1LossOp,
} from "./distance-op.ts";
import { type DistanceName, distances } from "./distances.ts";

type DistanceCase = Case<"x" | "target", DistanceAttrs, "mask" | "knee">;

/** @param more shapes and attributes that each call of the op needs beside its own */
export const contractOf = (
  op: DistanceOp,
  moreShapes: { readonly knee?: readonly [] } = {},
  moreAttrs: Omit<DistanceAttrs, "reduction"> = {},
): Contract<"x" | "target", DistanceAttrs, "mask" | "knee"> => {
  const example = (shapes: DistanceCase[0], reduction: DistanceAttrs["reduction"] = "mean"): DistanceCase => [
    { ...moreShapes, ...shapes },
    { ...moreAttrs, reduction },
  ];
  return {
    op,
    reference({ x, target, mask, knee }, { x: [, C, H, W] }, attrs) {
      const pixels = H * W;
      const { define } = distances[op.name as DistanceName];
      let count = 0;
      const losses = x.map((value, i) => {
        if (mask?.[Math.floor(i / (C * pixels)) * pixels + (i % pixels)] === 0) return 0;
        count++;
        return define(value - target[i]!, knee?.[0] ?? attrs.knee ?? Number.NaN);
      });
      if (attrs.reduction === "none") return losses;
      const sum = losses.reduce((a, b) => a + b);
      return Float64Array.of(attrs.reduction === "sum" ? sum : sum / count);
    },
    sample: {
      mask: (elements, seed) => integers(elements, 3, seed),
      knee: () => Float64Array.of(Math.fround(0.4)),
    },
    cases: {
      "without a mask": example({ x: [2, 3, 5, 7], target: [2, 3, 5, 7] }),
      "a mask": example({ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }),
      "a mask of one channel": example({ x: [3, 1, 9, 11], target: [3, 1, 9, 11], mask: [3, 1, 9, 11] }),
      "a sum over a mask": example({ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, "sum"),
      "each element": example({ x: [3, 5, 7], target: [3, 5, 7] }, "none"),
      "each element of a mask": example({ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 5, 7] }, "none"),
      "one pixel": example({ x: [1, 1, 1, 1], target: [1, 1, 1, 1], mask: [1, 1, 1] }),
      "a vector": example({ x: [37], target: [37] }),
      "a scalar": example({ x: [], target: [] }),
    },
    errors: {
      [`${op.name}: expected x and target of one shape; got x [2, 3, 5, 7], target [2, 1, 5, 7]`]: example({
        x: [2, 3, 5, 7],
        target: [2, 1, 5, 7],
      }),
      [`${op.name}: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [2, 3, 5, 7], mask [2, 3, 5, 7]`]:
        example({ x: [2, 3, 5, 7], target: [2, 3, 5, 7], mask: [2, 3, 5, 7] }),
      [`${op.name}: expected x [N, C, H, W]; got x [2, 5, 7]`]: example({
        x: [2, 5, 7],
        target: [2, 5, 7],
        mask: [2, 5, 7],
      }),
      [`${op.name}: expected reduction of mean, sum or none; got reduction median`]: example(
        { x: [2], target: [2] },
        "median" as "mean",
      ),
    },
    bench: {
      depth: example({ x: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }),
    },
  };
};

export const contracts = [
  contractOf(l1LossOp),
  contractOf(mseLossOp),
  contractOf(huberLossOp, {}, { knee: 0.4 }),
  contractOf(smoothL1LossOp, {}, { knee: 0.4 }),
];
