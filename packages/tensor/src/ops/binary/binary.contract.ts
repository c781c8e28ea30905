import { broadcast, stridesOf } from "../../shape.ts";
import type { Case, Contract } from "../../testing/contract.ts";
import { uniform } from "../../testing/vectors.ts";
import { type BinaryAttrs, type BinaryName, binaryOps } from "./binary.ts";

const define: Readonly<Record<BinaryName, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
};

/** Where element `i` of `target` comes from in a tensor that broadcasts to it. */
function source(i: number, shape: readonly number[], target: readonly number[]): number {
  const own = stridesOf(shape);
  const missing = target.length - shape.length;
  return stridesOf(target).reduce((at, stride, axis) => {
    if (axis < missing || shape[axis - missing] === 1) return at;
    return at + (Math.floor(i / stride) % target[axis]!) * own[axis - missing]!;
  }, 0);
}

type BinaryCase = Case<never, BinaryAttrs, "a" | "b">;

const cases: Readonly<Record<string, BinaryCase>> = {
  "one element": [{ a: [1], b: [1] }, {}],
  scalars: [{ a: [], b: [] }, {}],
  "equal shapes, an odd number of elements": [{ a: [3, 5, 7], b: [3, 5, 7] }, {}],
  "a number behind": [{ a: [2, 5] }, { number: 0.75 }],
  "a number in front": [{ b: [2, 5] }, { number: 0.75 }],
  "a channel's value for each pixel": [{ a: [2, 3, 5, 3], b: [3, 1, 1] }, {}],
  "each image's own scale": [{ a: [3, 1, 1, 1], b: [3, 2, 3, 5] }, {}],
  "a scalar tensor": [{ a: [], b: [3, 7] }, {}],
  "both repeat": [{ a: [5, 1, 3, 1], b: [4, 1, 7] }, {}],
  "one invocation crosses many rows": [{ a: [9, 2], b: [2] }, {}],
  "extents of one everywhere": [{ a: [1, 1], b: [1, 1, 1] }, {}],
  "six axes that cannot be merged": [{ a: [2, 1, 3, 1, 2, 1], b: [1, 2, 1, 2, 1, 3] }, {}],
  "a channel's value, rows of whole fours": [{ a: [2, 3, 2, 4], b: [3, 1, 1] }, {}],
  "both repeat, rows of whole fours": [{ a: [3, 1, 2, 1], b: [2, 1, 8] }, {}],
  "six axes, rows of whole fours": [{ a: [2, 1, 3, 1, 2, 1], b: [1, 2, 1, 2, 1, 4] }, {}],
  "a bias over a sum in chunks": [{ a: [601, 3], b: [3] }, {}],
};

const alternating = (at: number): number[] =>
  Array.from({ length: 9 }, (_, axis) => (axis % 2 === at ? 2 : 1));

function contractOf(name: BinaryName): Contract<never, BinaryAttrs, "a" | "b"> {
  return {
    op: binaryOps[name],
    reference({ a, b }, { a: shapeOfA, b: shapeOfB }, { number = Number.NaN }) {
      if (!a || !b) return (a ?? b!).map((x) => (a ? define[name](x, number) : define[name](number, x)));
      const y = broadcast(shapeOfA!, shapeOfB!)!;
      return new Float64Array(y.reduce((product, extent) => product * extent, 1)).map((_, i) =>
        define[name](a[source(i, shapeOfA!, y)]!, b[source(i, shapeOfB!, y)]!),
      );
    },
    cases,
    errors: {
      [`${name}: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 3], b [2]`]:
        [{ a: [2, 3], b: [2] }, {}],
      [`${name}: expected a walk along at most 8 axes that cannot be merged; got shape [2, 2, 2, 2, 2, 2, 2, 2, 2]`]:
        [{ a: alternating(0), b: alternating(1) }, {}],
    },
    bench: {
      "1M elements": [{ a: [1024, 1024], b: [1024, 1024] }, {}],
      "a bias over 1M elements": [{ a: [4, 64, 64, 64], b: [64, 1, 1] }, {}],
    },
    // Away from zero, where a quotient has no derivative to compare with.
    ...(name === "div" ? { sample: { b: positive } } : {}),
  };
}

const positive = (elements: number, seed: number) =>
  uniform(elements, seed).map((value) => Math.fround(value + 1.5));

/** One contract for each operation. */
export const contracts = (Object.keys(binaryOps) as BinaryName[]).map(contractOf);
