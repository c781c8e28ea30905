import type { Contract } from "../../testing/contract.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { type ScaleInvariantLogLossAttrs, scaleInvariantLogLossOp } from "./scale-invariant-log-loss-op.ts";

const eigen = { lambda: 0.5, alpha: 1, sqrt: false, perImage: false };
const bts = { lambda: 0.85, alpha: 10, sqrt: true, perImage: false };

/** Depths from 0.2 m to 10 m, so that some pairs are alike and some are not. */
const depths = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(Math.exp(2 * value) + 0.1));

export const contract: Contract<"x" | "target", ScaleInvariantLogLossAttrs, "mask"> = {
  op: scaleInvariantLogLossOp,
  reference({ x, target, mask }, { x: [N, C = 1, H = 1, W = 1] }, { lambda, alpha, sqrt, perImage }) {
    const groups = new Map<number, number[]>();
    x.forEach((value, i) => {
      const image = Math.floor(i / (C * H * W));
      if (mask?.[image * H * W + (i % (H * W))] === 0) return;
      const group = perImage ? Math.floor(i / (x.length / N)) : 0;
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group)!.push(Math.log(value) - Math.log(target[i]!));
    });
    const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    const losses = [...groups.values()].map((d) => {
      const value = meanOf(d.map((each) => each ** 2)) - lambda * meanOf(d) ** 2;
      return alpha * (sqrt ? Math.sqrt(value) : value);
    });
    return Float64Array.of(meanOf(losses));
  },
  sample: { x: depths, target: depths, mask: (elements, seed) => integers(elements, 3, seed) },
  cases: {
    "a batch": [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7] }, eigen],
    "a mask": [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7], mask: [2, 5, 7] }, eigen],
    "each image alone": [
      { x: [3, 1, 5, 7], target: [3, 1, 5, 7], mask: [3, 1, 5, 7] },
      { ...eigen, perImage: true },
    ],
    "a root": [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7], mask: [2, 5, 7] }, bts],
    "a root of each image": [
      { x: [3, 2, 3, 5], target: [3, 2, 3, 5], mask: [3, 3, 5] },
      { ...bts, perImage: true },
    ],
    "the whole mean forgiven": [
      { x: [37], target: [37] },
      { ...eigen, lambda: 1 },
    ],
    "nothing forgiven": [
      { x: [5, 7], target: [5, 7] },
      { ...eigen, lambda: 0, alpha: 3 },
    ],
    "rows on their own": [
      { x: [5, 7], target: [5, 7] },
      { ...eigen, perImage: true },
    ],
    "many pixels": [{ x: [2, 1, 61, 63], target: [2, 1, 61, 63], mask: [2, 61, 63] }, eigen],
    "one pixel": [{ x: [1, 1, 1, 1], target: [1, 1, 1, 1] }, eigen],
    "a scalar": [{ x: [], target: [] }, eigen],
  },
  errors: {
    "scaleInvariantLogLoss: expected x and target of one shape; got x [2, 3], target [3]": [
      { x: [2, 3], target: [3] },
      eigen,
    ],
    "scaleInvariantLogLoss: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [2, 1, 5, 7], mask [2, 35]":
      [{ x: [2, 1, 5, 7], target: [2, 1, 5, 7], mask: [2, 35] }, eigen],
    "scaleInvariantLogLoss: expected lambda from 0 to 1; got lambda 1.5": [
      { x: [2], target: [2] },
      { ...eigen, lambda: 1.5 },
    ],
    "scaleInvariantLogLoss: expected x [N, ...] to tell images apart; got x []": [
      { x: [], target: [] },
      { ...eigen, perImage: true },
    ],
  },
  bench: {
    depth: [{ x: [8, 1, 288, 384], target: [8, 1, 288, 384], mask: [8, 288, 384] }, bts],
  },
};
