import type { Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type WhereAttrs, whereOp } from "./where.ts";

const shape = [3, 5, 7];

export const contract: Contract<"condition", WhereAttrs, "a" | "b"> = {
  op: whereOp,
  reference: ({ condition, a, b }, _, attrs) =>
    condition.map((holds, i) => (holds !== 0 ? (a?.[i] ?? attrs.a!) : (b?.[i] ?? attrs.b!))),
  cases: {
    "bytes, an odd number of them": [{ condition: shape, a: shape, b: shape }, {}],
    numbers: [{ condition: shape, a: shape, b: shape }, {}, { condition: "f32" }],
    "a number for a": [{ condition: [2, 5], b: [2, 5] }, { a: 0.75 }],
    "a number for b": [{ condition: [2, 5], a: [2, 5] }, { b: 0.75 }],
    "numbers for both": [{ condition: [2, 5] }, { a: 2, b: -3 }],
    "one element": [{ condition: [1], a: [1], b: [1] }, {}],
    scalars: [{ condition: [], a: [], b: [] }, {}],
  },
  errors: {
    "where: expected condition, a and b of one shape; got condition [2, 3], a [2, 3], b [3]": [
      { condition: [2, 3], a: [2, 3], b: [3] },
      {},
    ],
  },
  bench: { "1M elements": [{ condition: [1024, 1024], a: [1024, 1024], b: [1024, 1024] }, {}] },
  sample: { condition: (elements, seed) => integers(elements, 2, seed).map((value) => 200 * value) },
};
