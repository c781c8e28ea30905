import { stridesOf } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { type PermuteAttrs, permuteOp } from "./permute.ts";

const alternating = [2, 2, 2, 2, 2, 2, 2, 2, 2];

export const permuteContract: Contract<"x", PermuteAttrs> = {
  op: permuteOp,
  reference({ x }, { x: shape }, { dims }) {
    const axes = dims.map((axis) => (axis < 0 ? axis + shape.length : axis));
    const from = stridesOf(shape);
    const y = axes.map((axis) => shape[axis]!);
    const to = stridesOf(y);
    return x.map(
      (_, i) => x[axes.reduce((at, axis, k) => at + (Math.floor(i / to[k]!) % y[k]!) * from[axis]!, 0)]!,
    );
  },
  cases: {
    "a scalar": [{ x: [] }, { dims: [] }],
    "a matrix": [{ x: [3, 5] }, { dims: [1, 0] }],
    "channels last": [{ x: [2, 3, 4, 5] }, { dims: [0, 2, 3, 1] }],
    "negative axes": [{ x: [2, 3, 4] }, { dims: [-1, 0, -2] }],
    "nothing moves": [{ x: [2, 3, 5] }, { dims: [0, 1, 2] }],
    "only axes of one element move": [{ x: [1, 7, 1] }, { dims: [2, 1, 0] }],
    "six axes reversed": [{ x: [2, 3, 1, 2, 3, 2] }, { dims: [5, 4, 3, 2, 1, 0] }],
    "rows of whole fours move as they are": [{ x: [3, 2, 8] }, { dims: [1, 0, 2] }],
    "rows of whole fours along four axes": [{ x: [2, 3, 2, 4] }, { dims: [2, 1, 0, 3] }],
    "rows of whole fours along six axes": [{ x: [2, 3, 2, 3, 2, 4] }, { dims: [4, 3, 2, 1, 0, 5] }],
  },
  errors: {
    "permute: expected dims that name each axis of x once; got x [2, 3], dims [0]": [
      { x: [2, 3] },
      { dims: [0] },
    ],
    "permute: expected dims that name each axis of x once; got x [2, 3], dims [0, -2]": [
      { x: [2, 3] },
      { dims: [0, -2] },
    ],
    "permute: expected dims that name each axis of x once; got x [2, 3], dims [0, 2]": [
      { x: [2, 3] },
      { dims: [0, 2] },
    ],
    "permute: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [{ x: alternating }, { dims: [8, 7, 6, 5, 4, 3, 2, 1, 0] }],
  },
  bench: {
    "1M elements to channels last": [{ x: [4, 64, 64, 64] }, { dims: [0, 2, 3, 1] }],
  },
};
