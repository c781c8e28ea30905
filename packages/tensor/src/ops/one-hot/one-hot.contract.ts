import type { Contract } from "../../testing/contract.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { integers } from "../../testing/vectors.ts";
import { type OneHotAttrs, oneHotOp } from "./one-hot.ts";

export const oneHotContract: Contract<"labels", OneHotAttrs> = {
  op: oneHotOp,
  reference({ labels }, { labels: shape }, { numClasses, dim = -1, ignoreIndex }) {
    const axis = dim < 0 ? dim + shape.length + 1 : dim;
    const y = coordinatesOf(shape.toSpliced(axis, 0, numClasses)).map((place) => {
      const label = labels[placeOf(place.toSpliced(axis, 1), shape)]!;
      return label === place[axis] && label !== ignoreIndex ? 1 : 0;
    });
    return Float64Array.from(y);
  },
  // With ignoreIndex, one label in numClasses + 1 is that.
  sample: {
    labels: (elements, seed, { attrs: { numClasses, ignoreIndex } }) =>
      integers(elements, numClasses + (ignoreIndex === undefined ? 0 : 1), seed).map((label) =>
        label === numClasses ? ignoreIndex! : label,
      ),
  },
  cases: {
    "the last axis": [{ labels: [5, 7] }, { numClasses: 3 }],
    "channels of images": [{ labels: [2, 5, 7] }, { numClasses: 13, dim: 1 }],
    "the first axis": [{ labels: [5] }, { numClasses: 4, dim: -2 }],
    "u8 labels, some ignored": [
      { labels: [3, 5, 7] },
      { numClasses: 5, dim: 1, ignoreIndex: 255 },
      { labels: "u8" },
    ],
    "u32 labels": [{ labels: [7] }, { numClasses: 5 }, { labels: "u32" }],
    "a negative label is ignored": [{ labels: [4, 5] }, { numClasses: 3, ignoreIndex: -1 }],
    "a class is ignored": [{ labels: [4, 5] }, { numClasses: 3, dim: 1, ignoreIndex: 1 }],
    "one class": [{ labels: [3] }, { numClasses: 1 }],
    "a scalar": [{ labels: [] }, { numClasses: 6 }],
  },
  errors: {
    "oneHot: expected numClasses to be a positive integer; got numClasses 0": [
      { labels: [3] },
      { numClasses: 0 },
    ],
    "oneHot: expected numClasses to be a positive integer; got numClasses 2.5": [
      { labels: [3] },
      { numClasses: 2.5 },
    ],
    "oneHot: expected an integer ignoreIndex of 32 bits; got ignoreIndex 0.5": [
      { labels: [3] },
      { numClasses: 2, ignoreIndex: 0.5 },
    ],
    "oneHot: expected an integer ignoreIndex of 32 bits; got ignoreIndex 4294967296": [
      { labels: [3] },
      { numClasses: 2, ignoreIndex: 2 ** 32 },
    ],
    "oneHot: expected dim an integer from -3 to 2; got labels [2, 3], dim 3": [
      { labels: [2, 3] },
      { numClasses: 2, dim: 3 },
    ],
    "oneHot: expected dim an integer from -3 to 2; got labels [2, 3], dim -4": [
      { labels: [2, 3] },
      { numClasses: 2, dim: -4 },
    ],
  },
  bench: {
    "13 classes": [{ labels: [8, 144, 192] }, { numClasses: 13, dim: 1, ignoreIndex: 255 }, { labels: "u8" }],
  },
};
