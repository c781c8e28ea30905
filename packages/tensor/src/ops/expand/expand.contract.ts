import { broadcast } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type ExpandAttrs, expandOp } from "./expand.ts";

export const expandContract: Contract<"x", ExpandAttrs> = {
  op: expandOp,
  reference({ x }, { x: shape }, { shape: target }) {
    const y = broadcast(
      shape,
      target.map((extent) => Math.max(extent, 1)),
    )!;
    const from = (place: number[]) =>
      place.slice(y.length - shape.length).map((j, axis) => (shape[axis] === 1 ? 0 : j));
    return Float64Array.from(coordinatesOf(y), (place) => x[placeOf(from(place), shape)]!);
  },
  cases: {
    "a scalar": [{ x: [] }, { shape: [2, 3] }],
    "one element": [{ x: [1] }, { shape: [5] }],
    "a channel's value over images": [{ x: [3, 1, 1] }, { shape: [2, 3, 4, 5] }],
    "extents left as they are": [{ x: [3, 1, 4] }, { shape: [-1, 2, -1] }],
    "new axes": [{ x: [4, 3] }, { shape: [2, 5, 4, 3] }],
    "inside and outside": [{ x: [1, 3, 1, 2, 1] }, { shape: [2, 3, 3, 2, 5] }],
    "rows of whole fours": [{ x: [3, 1, 8] }, { shape: [3, 2, 8] }],
    "nothing is repeated": [{ x: [2, 3] }, { shape: [1, 2, -1] }],
  },
  errors: {
    "expand: expected a shape of as many axes as x, or more; got x [2, 3], shape [3]": [
      { x: [2, 3] },
      { shape: [3] },
    ],
    "expand: expected the extents of x wherever they are not 1; got x [2, 3], shape [4, 3]": [
      { x: [2, 3] },
      { shape: [4, 3] },
    ],
    "expand: expected the extents of x wherever they are not 1; got x [2, 3], shape [2, 1]": [
      { x: [2, 3] },
      { shape: [2, 1] },
    ],
    "expand: expected a positive integer along each axis, or -1 along those that x has; got x [2, 3], shape [-1, 2, 3]":
      [{ x: [2, 3] }, { shape: [-1, 2, 3] }],
    "expand: expected a positive integer along each axis, or -1 along those that x has; got x [1], shape [0]":
      [{ x: [1] }, { shape: [0] }],
    "expand: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [{ x: [1, 2, 1, 2, 1, 2, 1, 2, 1] }, { shape: [2, 2, 2, 2, 2, 2, 2, 2, 2] }],
  },
  bench: { "a channel's value over images": [{ x: [64, 1, 1] }, { shape: [4, 64, 64, 64] }] },
};
