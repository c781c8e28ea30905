import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type TileAttrs, tileOp } from "./tile.ts";

export const tileContract: Contract<"x", TileAttrs> = {
  op: tileOp,
  reference({ x }, { x: shape }, { dims }) {
    const rank = Math.max(shape.length, dims.length);
    const y = Array.from(
      { length: rank },
      (_, axis) => (shape[axis - rank + shape.length] ?? 1) * (dims[axis - rank + dims.length] ?? 1),
    );
    const from = (place: number[]) => place.slice(y.length - shape.length).map((j, axis) => j % shape[axis]!);
    return Float64Array.from(coordinatesOf(y), (place) => x[placeOf(from(place), shape)]!);
  },
  cases: {
    "one axis": [{ x: [3] }, { dims: [4] }],
    "one element": [{ x: [1] }, { dims: [5] }],
    "a scalar": [{ x: [] }, { dims: [2, 3] }],
    "no copies": [{ x: [2, 3] }, { dims: [] }],
    "the last axes": [{ x: [2, 3, 4] }, { dims: [2, 3] }],
    "new axes": [{ x: [2, 3] }, { dims: [2, 1, 3, 2] }],
    "rows of whole fours": [{ x: [2, 8] }, { dims: [3, 1] }],
    "four axes": [{ x: [2, 3, 2, 3] }, { dims: [2, 3, 2, 2] }],
  },
  errors: {
    "tile: expected a positive number of copies along each axis; got dims [2, 0]": [
      { x: [2, 3] },
      { dims: [2, 0] },
    ],
    "tile: expected a positive number of copies along each axis; got dims [1.5]": [
      { x: [2, 3] },
      { dims: [1.5] },
    ],
    "tile: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2, 2]":
      [{ x: [2, 2, 2, 2, 2] }, { dims: [2, 2, 2, 2, 2] }],
  },
  bench: { "2x2 copies": [{ x: [4, 64, 32, 32] }, { dims: [2, 2] }] },
};
