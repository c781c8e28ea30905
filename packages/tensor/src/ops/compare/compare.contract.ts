import type { Case, Contract } from "../../testing/contract.ts";
import { integers } from "../../testing/vectors.ts";
import { type CompareAttrs, type CompareName, compareOps } from "./compare.ts";

const define: Readonly<Record<CompareName, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  le: (a, b) => a <= b,
  gt: (a, b) => a > b,
  ge: (a, b) => a >= b,
};

const cases: Readonly<Record<string, Case<never, CompareAttrs, "a" | "b">>> = {
  "an odd number of elements": [{ a: [3, 5, 7], b: [3, 5, 7] }, {}],
  "a number behind": [{ a: [2, 5] }, { number: 1 }],
  "a number in front": [{ b: [2, 5] }, { number: 1 }],
  "one element": [{ a: [1], b: [1] }, {}],
  scalars: [{ a: [], b: [] }, {}],
};

/** Few numbers, so that there are equal ones. */
const few = (elements: number, seed: number) => integers(elements, 3, seed);

/** One contract for each comparison. */
export const contracts = (Object.keys(compareOps) as CompareName[]).map(
  (name): Contract<never, CompareAttrs, "a" | "b"> => ({
    op: compareOps[name],
    reference: ({ a, b }, _, { number = Number.NaN }) =>
      (a ?? b!).map((_, i) => Number(define[name](a?.[i] ?? number, b?.[i] ?? number))),
    cases,
    errors: {
      [`${name}: expected a and b of one shape; got a [2, 3], b [3]`]: [{ a: [2, 3], b: [3] }, {}],
    },
    bench: { "1M elements": [{ a: [1024, 1024], b: [1024, 1024] }, {}] },
    sample: { a: few, b: few },
  }),
);
