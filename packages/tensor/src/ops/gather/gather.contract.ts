import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { integers } from "../../testing/vectors.ts";
import { type GatherAttrs, gatherOp } from "./gather.ts";

export const gatherContract: Contract<"x" | "index", GatherAttrs> = {
  op: gatherOp,
  reference({ x, index }, shapes, { dim }) {
    const axis = dim < 0 ? dim + shapes.x.length : dim;
    const y = coordinatesOf(shapes.index).map(
      (place, i) => x[placeOf(place.with(axis, index[i]!), shapes.x)]!,
    );
    return Float64Array.from(y);
  },
  sample: {
    index: (elements, seed, { shapes, attrs: { dim } }) => integers(elements, shapes.x.at(dim)!, seed),
  },
  cases: {
    "one axis": [{ x: [5], index: [7] }, { dim: 0 }],
    "one element": [{ x: [1], index: [1] }, { dim: 0 }],
    "the class of each pixel": [{ x: [2, 13, 5, 7], index: [2, 1, 5, 7] }, { dim: 1 }],
    "the class of each pixel, u8": [{ x: [2, 13, 5, 7], index: [2, 1, 5, 7] }, { dim: 1 }, { index: "u8" }],
    "one of more than a run of classes": [{ x: [2, 48, 6, 8], index: [2, 1, 6, 8] }, { dim: 1 }],
    "the last axis, u32": [{ x: [3, 5], index: [3, 4] }, { dim: -1 }, { index: "u32" }],
    "the first axis": [{ x: [4, 3, 2], index: [6, 3, 2] }, { dim: 0 }],
    "fewer along other axes": [{ x: [4, 5, 6, 3], index: [2, 7, 6, 2] }, { dim: 1 }],
    "many along an axis between": [{ x: [3, 7, 2], index: [3, 1500, 2] }, { dim: 1 }],
    "many, and fewer along other axes": [{ x: [3, 40, 5], index: [2, 1100, 3] }, { dim: 1 }],
    "many along the only axis": [{ x: [9], index: [2000] }, { dim: 0 }],
    "many to few": [{ x: [2, 3], index: [2, 5000] }, { dim: 1 }],
    "a few dozen of many": [{ x: [2, 3000], index: [2, 60] }, { dim: 1 }],
    "five axes": [{ x: [2, 3, 2, 3, 2], index: [1, 2, 4, 2, 1] }, { dim: 2 }],
  },
  errors: {
    "gather: expected dim to be an axis of x; got x [2, 3], dim 2": [
      { x: [2, 3], index: [2, 3] },
      { dim: 2 },
    ],
    "gather: expected index with as many axes as x; got x [2, 3], index [2]": [
      { x: [2, 3], index: [2] },
      { dim: 0 },
    ],
    "gather: expected index no longer than x but along dim; got x [2, 3], index [4, 4], dim 0": [
      { x: [2, 3], index: [4, 4] },
      { dim: 0 },
    ],
    "gather: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [{ x: [3, 3, 3, 3, 3, 3, 3, 3, 3], index: [2, 2, 2, 2, 2, 2, 2, 2, 2] }, { dim: 0 }],
  },
  bench: {
    "the class of each pixel": [
      { x: [8, 13, 144, 192], index: [8, 1, 144, 192] },
      { dim: 1 },
      { index: "u8" },
    ],
    "as many as there are, anywhere": [{ x: [4, 65_536], index: [4, 65_536] }, { dim: 1 }],
  },
};
