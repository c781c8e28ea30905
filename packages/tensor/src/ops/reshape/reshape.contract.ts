import type { Contract } from "../../testing/contract.ts";
import { type ReshapeAttrs, reshapeOp } from "./reshape.ts";

export const reshapeContract: Contract<"x", ReshapeAttrs> = {
  op: reshapeOp,
  reference: ({ x }) => x.slice(),
  cases: {
    "rows into one axis": [{ x: [3, 5] }, { shape: [15] }],
    "an extent worked out": [{ x: [2, 3, 4] }, { shape: [4, -1] }],
    "an extent worked out as one": [{ x: [2, 3] }, { shape: [6, -1] }],
    "a scalar into one element": [{ x: [] }, { shape: [1, 1] }],
    "one element into a scalar": [{ x: [1] }, { shape: [] }],
  },
  errors: {
    "reshape: expected a shape of 6 elements; got x [2, 3], shape [4]": [{ x: [2, 3] }, { shape: [4] }],
    "reshape: expected a shape of 6 elements; got x [2, 3], shape [4, -1]": [
      { x: [2, 3] },
      { shape: [4, -1] },
    ],
    "reshape: expected a shape of 1 elements; got x [1], shape [-1, 2]": [{ x: [1] }, { shape: [-1, 2] }],
    "reshape: expected -1 along one axis at most; got shape [-1, -1]": [{ x: [2, 3] }, { shape: [-1, -1] }],
    "reshape: expected a positive integer along each axis, or -1; got shape [0, 6]": [
      { x: [2, 3] },
      { shape: [0, 6] },
    ],
    "reshape: expected a positive integer along each axis, or -1; got shape [2.5, -1]": [
      { x: [2, 3] },
      { shape: [2.5, -1] },
    ],
  },
  bench: {},
};
