import { stridesOf } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { type PadAttrs, padOp } from "./pad.ts";

export const padContract: Contract<"x", PadAttrs> = {
  op: padOp,
  reference({ x }, { x: shape }, { padding, value = 0 }) {
    const pairs = shape.map((_, axis) => padding.slice(2 * (shape.length - 1 - axis)).slice(0, 2));
    const y = shape.map((extent, axis) => extent + (pairs[axis]![0] ?? 0) + (pairs[axis]![1] ?? 0));
    const from = stridesOf(shape);
    const to = stridesOf(y);
    return new Float64Array(y.reduce((product, extent) => product * extent, 1)).map((_, i) => {
      const places = y.map((extent, axis) => (Math.floor(i / to[axis]!) % extent) - (pairs[axis]![0] ?? 0));
      const inside = places.every((place, axis) => place >= 0 && place < shape[axis]!);
      return inside ? x[places.reduce((at, place, axis) => at + place * from[axis]!, 0)]! : value;
    });
  },
  cases: {
    "a scalar": [{ x: [] }, { padding: [] }],
    nothing: [{ x: [2, 3] }, { padding: [] }],
    "the last axis": [{ x: [2, 3] }, { padding: [1, 2], value: -0.5 }],
    "four sides": [{ x: [2, 2, 3, 5] }, { padding: [1, 2, 3, 0] }],
    "images only": [{ x: [2, 2, 3] }, { padding: [0, 0, 0, 0, 1, 1], value: 2 }],
    "each axis": [{ x: [1, 2, 3] }, { padding: [1, 0, 0, 1, 2, 1], value: 0.25 }],
    "six axes": [{ x: [2, 1, 2, 1, 2, 1] }, { padding: [1, 0, 0, 1, 1, 0, 0, 1, 1, 0, 0, 1], value: 3 }],
  },
  errors: {
    "pad: expected at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]": [
      { x: [1, 1, 1, 1, 1, 1, 1, 1, 1] },
      { padding: [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0] },
    ],
    "pad: expected a pair of numbers for each axis to pad, from the last one; got x [2, 3], padding [1]": [
      { x: [2, 3] },
      { padding: [1] },
    ],
    "pad: expected a pair of numbers for each axis to pad, from the last one; got x [3], padding [1, 1, 1, 1]":
      [{ x: [3] }, { padding: [1, 1, 1, 1] }],
    "pad: expected whole numbers of elements, none negative; got padding [1, -1]. Crop with slice": [
      { x: [3] },
      { padding: [1, -1] },
    ],
    "pad: expected whole numbers of elements, none negative; got padding [0.5, 1]. Crop with slice": [
      { x: [3] },
      { padding: [0.5, 1] },
    ],
  },
  bench: { "a frame of one pixel": [{ x: [4, 64, 64, 64] }, { padding: [1, 1, 1, 1] }] },
};
