import type { Contract } from "../../testing/contract.ts";
import { type ConcatAttrs, concatOp } from "./concat.ts";

/** The contract of three inputs; another number is a matter of more launches. */
export const concatContract: Contract<string, ConcatAttrs> = {
  op: concatOp(3),
  reference(inputs, shapes, { dim }) {
    const rank = shapes["x0"]!.length;
    const axis = dim < 0 ? dim + rank : dim;
    const runs = Object.values(shapes).map((shape) =>
      shape.slice(axis).reduce((product, extent) => product * extent, 1),
    );
    const outer = shapes["x0"]!.slice(0, axis).reduce((product, extent) => product * extent, 1);
    const rows = [...Array(outer).keys()].flatMap((row) =>
      Object.values(inputs).flatMap((x, i) => [...x.slice(row * runs[i]!, (row + 1) * runs[i]!)]),
    );
    return Float64Array.from(rows);
  },
  cases: {
    "one axis": [{ x0: [1], x1: [2], x2: [3] }, { dim: 0 }],
    channels: [{ x0: [2, 3, 3, 5], x1: [2, 1, 3, 5], x2: [2, 2, 3, 5] }, { dim: 1 }],
    "the last axis": [{ x0: [3, 5], x1: [3, 4], x2: [3, 1] }, { dim: -1 }],
    images: [{ x0: [1, 2, 3], x1: [2, 2, 3], x2: [1, 2, 3] }, { dim: 0 }],
    "channels of whole fours": [{ x0: [2, 1, 2, 2], x1: [2, 3, 2, 2], x2: [2, 2, 2, 2] }, { dim: 1 }],
    "fours at an odd offset": [{ x0: [2, 3], x1: [2, 4], x2: [2, 5] }, { dim: 1 }],
  },
  errors: {
    "concat: expected dim to be an axis of x0; got x0 [2], dim 1": [
      { x0: [2], x1: [2], x2: [2] },
      { dim: 1 },
    ],
    "concat: expected dim to be an axis of x0; got x0 [], dim 0": [{ x0: [], x1: [], x2: [] }, { dim: 0 }],
    "concat: expected inputs of equal extents but along dim 1; got x0 [2, 3], x2 [1, 3]": [
      { x0: [2, 3], x1: [2, 5], x2: [1, 3] },
      { dim: 1 },
    ],
    "concat: expected inputs of equal extents but along dim 0; got x0 [2, 3], x1 [2]": [
      { x0: [2, 3], x1: [2], x2: [1, 3] },
      { dim: 0 },
    ],
  },
  bench: {
    "channels of a pyramid": [{ x0: [4, 64, 64, 64], x1: [4, 32, 64, 64], x2: [4, 16, 64, 64] }, { dim: 1 }],
  },
};
