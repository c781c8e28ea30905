import type { Contract } from "../../testing/contract.ts";
import { logSoftmaxOp, type SoftmaxAttrs, softmaxOp } from "./softmax.ts";

const contractOf = (op: typeof softmaxOp, finish: (p: number) => number): Contract<"x", SoftmaxAttrs> => ({
  op,
  reference({ x }, { x: shape }, { dim }) {
    const axis = (dim + shape.length) % shape.length;
    const inner = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
    const lineOf = (i: number) => Math.floor(i / (inner * shape[axis]!)) * inner + (i % inner);
    const totals = new Map<number, number>();
    x.forEach((value, i) => {
      totals.set(lineOf(i), (totals.get(lineOf(i)) ?? 0) + Math.exp(value));
    });
    return x.map((value, i) => finish(Math.exp(value) / totals.get(lineOf(i))!));
  },
  cases: {
    "channels of images": [{ x: [2, 13, 5, 7] }, { dim: 1 }],
    "the first axis": [{ x: [3, 5, 7] }, { dim: 0 }],
    "the last axis": [{ x: [3, 5, 7] }, { dim: -1 }],
    "an axis counted from the last": [{ x: [3, 5, 7] }, { dim: -3 }],
    "more elements than a block": [{ x: [2, 201] }, { dim: 1 }],
    "one class": [{ x: [2, 1, 3] }, { dim: 1 }],
    "one element": [{ x: [1] }, { dim: 0 }],
  },
  errors: {
    [`${op.name}: expected dim to be an axis of x; got x [2, 3], dim 2`]: [{ x: [2, 3] }, { dim: 2 }],
    [`${op.name}: expected dim to be an axis of x; got x [2, 3], dim -3`]: [{ x: [2, 3] }, { dim: -3 }],
    [`${op.name}: expected dim to be an axis of x; got x [2, 3], dim 0.5`]: [{ x: [2, 3] }, { dim: 0.5 }],
    [`${op.name}: expected dim to be an axis of x; got x [], dim 0`]: [{ x: [] }, { dim: 0 }],
  },
  bench: { "13 classes": [{ x: [8, 13, 144, 192] }, { dim: 1 }] },
});

export const contracts = [contractOf(softmaxOp, (p) => p), contractOf(logSoftmaxOp, Math.log)];
