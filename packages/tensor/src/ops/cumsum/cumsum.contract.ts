import type { Contract } from "../../testing/contract.ts";
import { type CumsumAttrs, cumsumOp } from "./cumsum.ts";

export const contract: Contract<"x", CumsumAttrs> = {
  op: cumsumOp,
  reference({ x }, { x: shape }, { dim }) {
    const axis = (dim + shape.length) % shape.length;
    const inner = shape.slice(axis + 1).reduce((product, extent) => product * extent, 1);
    const y = x.slice();
    for (let i = 0; i < x.length; i++) if (Math.floor(i / inner) % shape[axis]! > 0) y[i]! += y[i - inner]!;
    return y;
  },
  cases: {
    "the last axis": [{ x: [3, 5, 7] }, { dim: -1 }],
    "the first axis": [{ x: [5, 3, 2] }, { dim: 0 }],
    "a middle axis": [{ x: [2, 5, 3] }, { dim: 1 }],
    "several chunks of lines": [{ x: [3, 201] }, { dim: 1 }],
    "several chunks along a middle axis": [{ x: [2, 130, 3] }, { dim: 1 }],
    "whole chunks": [{ x: [128, 2] }, { dim: 0 }],
    "chunks of chunks": [{ x: [4099] }, { dim: 0 }],
    "one element": [{ x: [1] }, { dim: 0 }],
    "an axis of one element": [{ x: [3, 1] }, { dim: 1 }],
  },
  errors: {
    "cumsum: expected dim to be an axis of x; got x [2, 3], dim 2": [{ x: [2, 3] }, { dim: 2 }],
    "cumsum: expected dim to be an axis of x; got x [], dim 0": [{ x: [] }, { dim: 0 }],
  },
  bench: {
    "rows of 1,000": [{ x: [1000, 1000] }, { dim: 1 }],
    "one line of 1M": [{ x: [1_000_000] }, { dim: 0 }],
  },
};
