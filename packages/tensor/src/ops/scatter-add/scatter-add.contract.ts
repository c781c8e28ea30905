import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { integers } from "../../testing/vectors.ts";
import { type ScatterAddAttrs, scatterAddOp } from "./scatter-add.ts";

export const scatterAddContract: Contract<"x" | "index" | "src", ScatterAddAttrs> = {
  op: scatterAddOp,
  reference({ x, index, src }, shapes, { dim }) {
    const axis = dim < 0 ? dim + shapes.x.length : dim;
    const y = x.slice();
    coordinatesOf(shapes.index).forEach((place, i) => {
      y[placeOf(place.with(axis, index[i]!), shapes.x)]! += src[placeOf(place, shapes.src)]!;
    });
    return y;
  },
  sample: {
    index: (elements, seed, { shapes, attrs: { dim } }) => integers(elements, shapes.x.at(dim)!, seed),
  },
  cases: {
    "one axis": [{ x: [5], index: [7], src: [7] }, { dim: 0 }],
    "one element": [{ x: [1], index: [1], src: [1] }, { dim: 0 }],
    "one to each line": [{ x: [2, 5, 3, 4], index: [2, 1, 3, 4], src: [2, 1, 3, 4] }, { dim: 1 }],
    "u8 indices": [{ x: [3, 5], index: [3, 7], src: [3, 7] }, { dim: -1 }, { index: "u8" }],
    "fewer indices than x and src have": [{ x: [4, 5, 3], index: [2, 6, 2], src: [3, 7, 2] }, { dim: 1 }],
    "many along an axis between": [{ x: [3, 5, 2], index: [3, 1100, 2], src: [3, 1100, 2] }, { dim: 1 }],
    "many, u32 indices, fewer than x and src have": [
      { x: [4, 50, 3], index: [2, 1100, 2], src: [3, 1110, 4] },
      { dim: 1 },
      { index: "u32" },
    ],
    "many along the only axis, of more": [{ x: [300], index: [1100], src: [1110] }, { dim: 0 }],
    "many along a column of a matrix": [{ x: [7, 3], index: [1100, 1], src: [1110, 2] }, { dim: 0 }],
    "all into one": [{ x: [2, 1], index: [2, 3000], src: [2, 3000] }, { dim: 1 }],
    "into a few": [{ x: [1, 9], index: [1, 9000], src: [1, 9000] }, { dim: 1 }],
  },
  errors: {
    "scatterAdd: expected dim to be an axis of x; got x [2, 3], dim -3": [
      { x: [2, 3], index: [2, 3], src: [2, 3] },
      { dim: -3 },
    ],
    "scatterAdd: expected index and src with as many axes as x; got x [2, 3], index [3], src [2, 3]": [
      { x: [2, 3], index: [3], src: [2, 3] },
      { dim: 0 },
    ],
    "scatterAdd: expected index and src with as many axes as x; got x [2, 3], index [2, 3], src [3]": [
      { x: [2, 3], index: [2, 3], src: [3] },
      { dim: 0 },
    ],
    "scatterAdd: expected index no longer than src, and than x but along dim; got x [2, 3], index [2, 4], src [2, 3], dim 1":
      [{ x: [2, 3], index: [2, 4], src: [2, 3] }, { dim: 1 }],
    "scatterAdd: expected index no longer than src, and than x but along dim; got x [2, 3], index [3, 3], src [3, 3], dim 1":
      [{ x: [2, 3], index: [3, 3], src: [3, 3] }, { dim: 1 }],
    "scatterAdd: expected at most 8 axes that cannot be merged; got shape [3, 3, 3, 3, 3, 3, 3, 3, 3]": [
      {
        x: [2, 2, 2, 2, 2, 2, 2, 2, 2],
        index: [2, 2, 2, 2, 2, 2, 2, 2, 2],
        src: [3, 3, 3, 3, 3, 3, 3, 3, 3],
      },
      { dim: 0 },
    ],
  },
  bench: {
    "a histogram of each image": [{ x: [8, 256], index: [8, 65_536], src: [8, 65_536] }, { dim: 1 }],
    "as many as there are, anywhere": [{ x: [4, 65_536], index: [4, 65_536], src: [4, 65_536] }, { dim: 1 }],
  },
};
