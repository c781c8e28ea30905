import type { Case, Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";
import { pairwiseOps } from "./pairwise.ts";
import type { PairwiseAttrs, PairwiseName } from "./pairwise-op.ts";

const define: Readonly<Record<PairwiseName, (a: number, b: number) => number>> = {
  maximum: Math.max,
  minimum: Math.min,
  pow: Math.pow,
};

const cases: Readonly<Record<string, Case<never, PairwiseAttrs, "a" | "b">>> = {
  "an odd number of elements": [{ a: [3, 5, 7], b: [3, 5, 7] }, {}],
  "a number behind": [{ a: [2, 5] }, { number: 0.75 }],
  "a number in front": [{ b: [2, 5] }, { number: 0.75 }],
  "one element": [{ a: [1], b: [1] }, {}],
  scalars: [{ a: [], b: [] }, {}],
};

const contractOf = (name: PairwiseName): Contract<never, PairwiseAttrs, "a" | "b"> => ({
  op: pairwiseOps[name],
  reference: ({ a, b }, _, { number = Number.NaN }) =>
    (a ?? b!).map((_, i) => define[name](a?.[i] ?? number, b?.[i] ?? number)),
  cases,
  errors: {
    [`${name}: expected a and b of one shape; got a [2, 3], b [3]`]: [{ a: [2, 3], b: [3] }, {}],
  },
  bench: { "1M elements": [{ a: [1024, 1024], b: [1024, 1024] }, {}] },
  // Where a power has a derivative by its exponent.
  ...(name === "pow" ? { sample: { a: positive } } : {}),
});

const positive = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(value + 1.1));

/** One contract for each function. */
export const contracts = (Object.keys(pairwiseOps) as PairwiseName[]).map(contractOf);
