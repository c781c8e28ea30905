import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { integers } from "../../testing/vectors.ts";
import { type IndexSelectAttrs, indexSelectOp } from "./index-select.ts";

export const indexSelectContract: Contract<"x" | "index", IndexSelectAttrs> = {
  op: indexSelectOp,
  reference({ x, index }, shapes, { dim }) {
    const axis = dim < 0 ? dim + shapes.x.length : dim;
    const y = coordinatesOf(shapes.x.with(axis, shapes.index[0]!)).map(
      (place) => x[placeOf(place.with(axis, index[place[axis]!]!), shapes.x)]!,
    );
    return Float64Array.from(y);
  },
  sample: {
    index: (elements, seed, { shapes, attrs: { dim } }) => integers(elements, shapes.x.at(dim)!, seed),
  },
  cases: {
    "one axis": [{ x: [5], index: [7] }, { dim: 0 }],
    "one element": [{ x: [1], index: [1] }, { dim: 0 }],
    "channels of images": [{ x: [2, 5, 3, 4], index: [3] }, { dim: 1 }],
    "rows, u8": [{ x: [5, 7], index: [9] }, { dim: 0 }, { index: "u8" }],
    "columns, u32": [{ x: [5, 7], index: [4] }, { dim: -1 }, { index: "u32" }],
    "many rows": [{ x: [9, 5], index: [1100] }, { dim: 0 }],
    "many columns": [{ x: [5, 9], index: [1100] }, { dim: 1 }],
    "many channels": [{ x: [3, 6, 2, 5], index: [1030] }, { dim: 1 }],
    "one row, many times": [{ x: [1, 3], index: [5000] }, { dim: 0 }],
  },
  errors: {
    "indexSelect: expected dim to be an axis of x; got x [2, 3], dim 2": [
      { x: [2, 3], index: [2] },
      { dim: 2 },
    ],
    "indexSelect: expected index of one axis; got x [2, 3], index [2, 1]": [
      { x: [2, 3], index: [2, 1] },
      { dim: 0 },
    ],
  },
  bench: { "an embedding of 64 numbers": [{ x: [4096, 64], index: [16_384] }, { dim: 0 }] },
};
