import { stridesOf } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { type SliceAttrs, sliceOp } from "./slice.ts";

export const sliceContract: Contract<"x", SliceAttrs> = {
  op: sliceOp,
  reference({ x }, { x: shape }, { dim, start = 0, end, step = 1 }) {
    const axis = dim < 0 ? dim + shape.length : dim;
    const indices = [...Array(shape[axis]!).keys()].slice(start, end).filter((_, i) => i % step === 0);
    const stride = stridesOf(shape)[axis]!;
    return x.filter((_, i) => indices.includes(Math.floor(i / stride) % shape[axis]!));
  },
  cases: {
    "the whole axis": [{ x: [5] }, { dim: 0 }],
    "one element": [{ x: [5] }, { dim: 0, start: 4 }],
    "channels of images": [{ x: [2, 5, 3, 2] }, { dim: 1, start: 1, end: 4 }],
    "every third row from the second": [{ x: [2, 8, 3] }, { dim: 1, start: 1, step: 3 }],
    "every second column": [{ x: [3, 7] }, { dim: -1, step: 2 }],
    "every second image": [{ x: [5, 2, 3] }, { dim: 0, step: 2 }],
    "indices from the end": [{ x: [4, 6] }, { dim: 1, start: -5, end: -1, step: 2 }],
    "indices beyond both ends": [{ x: [4, 3] }, { dim: 0, start: -9, end: 9 }],
    "a step beyond the end": [{ x: [4, 3] }, { dim: 0, start: 1, step: 7 }],
    "channels of whole fours": [{ x: [2, 5, 2, 4] }, { dim: 1, start: 1, end: 4 }],
    "every second channel, of whole fours": [{ x: [2, 5, 2, 4] }, { dim: 1, start: 1, step: 2 }],
    "fours from an odd place": [{ x: [3, 8] }, { dim: 1, start: 2, end: 6 }],
    "every second of fours": [{ x: [3, 8] }, { dim: 1, step: 2 }],
  },
  errors: {
    "slice: expected dim to be an axis of x; got x [2, 3], dim 2": [{ x: [2, 3] }, { dim: 2 }],
    "slice: expected dim to be an axis of x; got x [2, 3], dim -3": [{ x: [2, 3] }, { dim: -3 }],
    "slice: expected dim to be an axis of x; got x [2, 3], dim 0.5": [{ x: [2, 3] }, { dim: 0.5 }],
    "slice: expected step to be a positive integer; got step 0": [{ x: [2, 3] }, { dim: 0, step: 0 }],
    "slice: expected step to be a positive integer; got step -1": [{ x: [2, 3] }, { dim: 0, step: -1 }],
    "slice: expected start and end to be integers; got start 0.5": [{ x: [2, 3] }, { dim: 0, start: 0.5 }],
    "slice: expected at least one element; got x [2, 3], dim 1, start 2, end 2": [
      { x: [2, 3] },
      { dim: 1, start: 2, end: 2 },
    ],
    "slice: expected at least one element; got x [2, 3], dim 1, start 3": [
      { x: [2, 3] },
      { dim: 1, start: 3 },
    ],
  },
  bench: { "half the channels": [{ x: [4, 64, 64, 64] }, { dim: 1, end: 32 }] },
};
