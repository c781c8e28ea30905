import { size } from "../../shape.ts";
import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { type TopKAttrs, topKOp } from "./top-k.ts";

export const topKContract: Contract<"x", TopKAttrs> = {
  op: topKOp,
  reference({ x }, { x: shape }, { k, dim = -1, largest = true }) {
    const axis = dim < 0 ? dim + shape.length : dim;
    const y = new Float64Array(size(shape.with(axis, k)));
    for (const start of coordinatesOf(shape.with(axis, 1))) {
      const places = Array.from({ length: shape[axis]! }, (_, j) => start.with(axis, j));
      const line = Float64Array.from(places, (place) => x[placeOf(place, shape)]!).sort();
      const best = largest ? line.reverse() : line;
      for (let j = 0; j < k; j++) y[placeOf(start.with(axis, j), shape.with(axis, k))] = best[j]!;
    }
    return y;
  },
  cases: {
    "one element": [{ x: [1] }, { k: 1 }],
    "the largest": [{ x: [3, 7] }, { k: 1 }],
    "the smallest three": [{ x: [3, 7] }, { k: 3, largest: false }],
    "classes of each pixel": [{ x: [2, 13, 3, 5] }, { k: 3, dim: 1 }],
    "the first axis, all of it": [{ x: [6, 5] }, { k: 6, dim: 0 }],
    "of a line that is cut into chunks": [{ x: [1100] }, { k: 5 }],
    "of lines that are cut, not the last axis": [{ x: [2, 700, 3] }, { k: 4, dim: -2, largest: false }],
    "of a line that is cut twice": [{ x: [2000] }, { k: 60 }],
    "so many that lines are sorted": [{ x: [2, 1300, 2] }, { k: 90, dim: 1 }],
    "so many that a line is sorted": [{ x: [1900] }, { k: 140, largest: false }],
  },
  errors: {
    "topK: expected dim to be an axis of x; got x [2, 3], dim 2": [{ x: [2, 3] }, { k: 1, dim: 2 }],
    "topK: expected k an integer from 1 to 3; got x [2, 3], dim -1, k 4": [{ x: [2, 3] }, { k: 4 }],
    "topK: expected k an integer from 1 to 2; got x [2, 3], dim 0, k 0": [{ x: [2, 3] }, { k: 0, dim: 0 }],
    "topK: expected k an integer from 1 to 3; got x [2, 3], dim -1, k 1.5": [{ x: [2, 3] }, { k: 1.5 }],
  },
  bench: {
    "5 of 19 classes": [{ x: [8, 19, 128, 256] }, { k: 5, dim: 1 }],
    "10 of 1M": [{ x: [1_048_576] }, { k: 10 }],
    "1000 of 256k": [{ x: [262_144] }, { k: 1000 }],
  },
  // Whole numbers, exact in halves too, and distinct along every line: 2039 is a prime.
  sample: { x: (elements) => new Float64Array(elements).map((_, i) => ((i * 1237 + 5) % 2039) - 1019) },
};
