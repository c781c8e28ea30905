import { type LayerNormAttrs, layerNormOp } from "./layer-norm.ts";
import { contractOf, eps, sizeOf } from "./row-norm.contract.ts";

const of = (...normalizedShape: number[]): LayerNormAttrs => ({ normalizedShape, eps });
const each = (...shape: number[]) => ({ weight: shape, bias: shape });

export const layerNormContract = contractOf<LayerNormAttrs>(
  layerNormOp,
  (_, { normalizedShape }) => sizeOf(normalizedShape),
  (i, _, { normalizedShape }) => i % sizeOf(normalizedShape),
  {
    cases: {
      "the last axis": [{ x: [3, 5, 7], ...each(7) }, of(7)],
      "the last two axes": [{ x: [4, 3, 5], ...each(3, 5) }, of(3, 5)],
      "all axes": [{ x: [3, 5], ...each(3, 5) }, of(3, 5)],
      "several lanes of each row": [{ x: [3, 1093], ...each(1093) }, of(1093)],
      "several chunks of rows": [{ x: [301, 6], ...each(6) }, of(6)],
      "no weight and no bias": [{ x: [3, 7] }, of(7)],
      "a weight alone, a large eps": [
        { x: [3, 7], weight: [7] },
        { normalizedShape: [7], eps: 0.5 },
      ],
      "a bias alone": [{ x: [3, 33], bias: [33] }, of(33)],
      "one element a row": [{ x: [3, 1] }, of(1)],
      "one element": [{ x: [1], bias: [1] }, of(1)],
    },
    errors: {
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [3, 5], normalizedShape [3]":
        [{ x: [3, 5] }, of(3)],
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [5], normalizedShape [3, 5]":
        [{ x: [5] }, of(3, 5)],
      "layerNorm: expected normalizedShape to be the last extents of x, one or more; got x [5], normalizedShape []":
        [{ x: [5] }, of()],
      "layerNorm: expected weight of normalizedShape; got x [2, 3, 5], weight [15]": [
        { x: [2, 3, 5], weight: [15] },
        of(3, 5),
      ],
      "layerNorm: expected bias of normalizedShape; got x [2, 3, 5], bias [3]": [
        { x: [2, 3, 5], bias: [3] },
        of(5),
      ],
    },
    bench: { "tokens of 768": [{ x: [8, 1024, 768], ...each(768) }, of(768)] },
  },
);
