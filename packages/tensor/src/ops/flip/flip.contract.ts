import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type FlipAttrs, flipOp } from "./flip.ts";

export const flipContract: Contract<"x", FlipAttrs> = {
  op: flipOp,
  reference({ x }, { x: shape }, { dims }) {
    const axes = dims.map((dim) => (dim < 0 ? dim + shape.length : dim));
    const from = (place: number[]) =>
      place.map((j, axis) => (axes.includes(axis) ? shape[axis]! - 1 - j : j));
    return Float64Array.from(coordinatesOf(shape), (place) => x[placeOf(from(place), shape)]!);
  },
  cases: {
    "one axis": [{ x: [5] }, { dims: [0] }],
    "one element": [{ x: [1] }, { dims: [0] }],
    "a scalar": [{ x: [] }, { dims: [] }],
    "no axis": [{ x: [2, 3] }, { dims: [] }],
    "images left to right": [{ x: [2, 3, 3, 5] }, { dims: [-1] }],
    "images upside down": [{ x: [2, 3, 5, 4] }, { dims: [2] }],
    "neighbouring axes": [{ x: [2, 3, 5] }, { dims: [2, 1] }],
    "the outer axes": [{ x: [3, 4, 5] }, { dims: [0, -2] }],
    "every other axis": [{ x: [3, 2, 4, 2, 5] }, { dims: [0, 2, 4] }],
    "rows of whole fours": [{ x: [3, 2, 8] }, { dims: [0, 1] }],
  },
  errors: {
    "flip: expected dim to be an axis of x; got x [2, 3], dim 2": [{ x: [2, 3] }, { dims: [0, 2] }],
    "flip: expected each dim once; got x [2, 3], dims [1, -1]": [{ x: [2, 3] }, { dims: [1, -1] }],
    "flip: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [{ x: [2, 2, 2, 2, 2, 2, 2, 2, 2] }, { dims: [0, 2, 4, 6, 8] }],
  },
  bench: { "images left to right": [{ x: [4, 64, 64, 64] }, { dims: [3] }] },
};
