import { size } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type RollAttrs, rollOp } from "./roll.ts";

export const rollContract: Contract<"x", RollAttrs> = {
  op: rollOp,
  reference({ x }, { x: shape }, { shifts, dims }) {
    const extents = dims.length > 0 ? shape : [size(shape)];
    const y = new Float64Array(x.length);
    coordinatesOf(extents).forEach((place, i) => {
      const to = place.slice();
      shifts.forEach((shift, k) => {
        const axis = ((dims[k] ?? 0) + extents.length) % extents.length;
        while (shift > 0) [to[axis], shift] = [(to[axis]! + 1) % extents[axis]!, shift - 1];
        while (shift < 0) [to[axis], shift] = [(to[axis]! || extents[axis]!) - 1, shift + 1];
      });
      y[placeOf(to, extents)] = x[i]!;
    });
    return y;
  },
  cases: {
    "one axis": [{ x: [5] }, { shifts: [2], dims: [0] }],
    "one element": [{ x: [1] }, { shifts: [3], dims: [0] }],
    "a scalar": [{ x: [] }, { shifts: [1], dims: [] }],
    "all elements in a row": [{ x: [2, 3, 5] }, { shifts: [7], dims: [] }],
    "a shift of 0": [{ x: [2, 3] }, { shifts: [0], dims: [1] }],
    "rows and columns of windows, channels last": [{ x: [2, 4, 6, 3] }, { shifts: [-1, -2], dims: [1, 2] }],
    "images, rows and columns": [{ x: [3, 2, 4, 5] }, { shifts: [1, -1, 3], dims: [0, -2, -1] }],
    "more than the extent": [{ x: [3, 4] }, { shifts: [9, -11], dims: [1, 0] }],
    "an axis named twice": [{ x: [3, 5] }, { shifts: [1, 3], dims: [1, -1] }],
    "an axis between": [{ x: [2, 3, 2, 3, 2, 3] }, { shifts: [1, 1, 1], dims: [1, 3, 5] }],
    "eight axes": [
      { x: [2, 2, 2, 2, 2, 2, 2, 3] },
      { shifts: [1, 1, 1, 1, 1, 1, 1, 1], dims: [0, 1, 2, 3, 4, 5, 6, 7] },
    ],
  },
  errors: {
    "roll: expected dim to be an axis of x; got x [2, 3], dim 2": [{ x: [2, 3] }, { shifts: [1], dims: [2] }],
    "roll: expected shifts of integers; got shifts [0.5]": [{ x: [2, 3] }, { shifts: [0.5], dims: [1] }],
    "roll: expected as many shifts as dims; got shifts [1], dims [0, 1]": [
      { x: [2, 3] },
      { shifts: [1], dims: [0, 1] },
    ],
    "roll: expected one shift where no dims are given; got shifts [1, 2]": [
      { x: [2, 3] },
      { shifts: [1, 2], dims: [] },
    ],
    "roll: expected at most 8 axes that cannot be merged; got x [2, 2, 2, 2, 2, 2, 2, 2, 2], dims [0, 1, 2, 3, 4, 5, 6, 7, 8]":
      [
        { x: [2, 2, 2, 2, 2, 2, 2, 2, 2] },
        { shifts: [1, 1, 1, 1, 1, 1, 1, 1, 1], dims: [0, 1, 2, 3, 4, 5, 6, 7, 8] },
      ],
  },
  bench: { "windows of 1M elements": [{ x: [4, 64, 64, 64] }, { shifts: [-3, -3], dims: [1, 2] }] },
};
