import { linesOf } from "../../axes.ts";
import type { Contract } from "../../testing/contract.ts";
import { type CosineSimilarityAttrs, cosineSimilarityOp } from "./cosine-similarity.ts";

const attrs = { dim: 1, eps: 1e-8 };

export const contract: Contract<"a" | "b", CosineSimilarityAttrs> = {
  op: cosineSimilarityOp,
  reference({ a, b }, { a: shape }, { dim, eps }) {
    const { outer, extent, inner } = linesOf(shape, (dim + shape.length) % shape.length);
    return new Float64Array(outer * inner).map((_, line) => {
      const vectorOf = (values: Float64Array) =>
        Array.from(
          { length: extent },
          (_, k) => values[(Math.floor(line / inner) * extent + k) * inner + (line % inner)]!,
        );
      const [u, v] = [vectorOf(a), vectorOf(b)];
      const product = u.reduce((sum, value, k) => sum + value * v[k]!, 0);
      return product / Math.max(Math.hypot(...u), eps) / Math.max(Math.hypot(...v), eps);
    });
  },
  cases: {
    "channels of images": [{ a: [2, 3, 5, 7], b: [2, 3, 5, 7] }, attrs],
    "the first axis": [
      { a: [3, 5, 7], b: [3, 5, 7] },
      { ...attrs, dim: 0 },
    ],
    "the last axis": [
      { a: [3, 5, 7], b: [3, 5, 7] },
      { ...attrs, dim: -1 },
    ],
    "more elements than a block": [{ a: [2, 201], b: [2, 201] }, attrs],
    "one vector": [
      { a: [7], b: [7] },
      { ...attrs, dim: 0 },
    ],
  },
  errors: {
    "cosineSimilarity: expected a and b of one shape; got a [2, 3], b [3, 2]": [
      { a: [2, 3], b: [3, 2] },
      attrs,
    ],
    "cosineSimilarity: expected dim to be an axis of a; got a [3], dim 1": [{ a: [3], b: [3] }, attrs],
    "cosineSimilarity: expected dim to be an axis of a; got a [3], dim -2": [
      { a: [3], b: [3] },
      { ...attrs, dim: -2 },
    ],
    "cosineSimilarity: expected eps >= 0; got eps -1": [
      { a: [2, 3], b: [2, 3] },
      { ...attrs, eps: -1 },
    ],
  },
  bench: { normals: [{ a: [8, 3, 288, 384], b: [8, 3, 288, 384] }, attrs] },
};
