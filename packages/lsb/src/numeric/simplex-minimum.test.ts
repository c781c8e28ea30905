import fc from "fast-check";
import { expect, test } from "vitest";
import { gramArbitrary, simplexGrid } from "../testing/problems.ts";
import { simplexMinimum } from "./simplex-minimum.ts";
import { dot, square, times, total } from "./vectors.ts";

const problem = (most: number, dimensions: number) =>
  fc.tuple(
    gramArbitrary(most, dimensions),
    fc.array(fc.integer({ min: -9, max: 9 }), { minLength: most, maxLength: most }),
  );

/** Linear terms as in CAGrad: products with some combination of the gradients. */
const linear = (gram: readonly (readonly number[])[], terms: readonly number[]) =>
  times(
    gram,
    gram.map((_, k) => terms[k]! / 3),
  );

test.each([
  ["as many dimensions as need be", 8, 12],
  ["gradients that depend on each other", 6, 2],
])("no direction leads down from it: %s", (_, most, dimensions) => {
  fc.assert(
    fc.property(problem(most, dimensions), ([gram, terms]) => {
      for (const q of [gram.map(() => 0), linear(gram, terms)]) {
        const w = simplexMinimum(gram, q);
        expect(total(w)).toBeCloseTo(1, 12);
        expect(Math.min(...w)).toBeGreaterThanOrEqual(0);
        // Karush, Kuhn and Tucker: where w > 0 the slope is the least of all.
        const slope = times(gram, w).map((value, k) => value + q[k]!);
        const level = dot(slope, w);
        const size = (k: number) => dot(gram[k]!.map(Math.abs), w) + Math.abs(q[k]!);
        const largest = Math.max(...w.map((_, k) => size(k)));
        for (const [k, value] of slope.entries())
          expect(value - level).toBeGreaterThan(-1e-10 * size(k) - 1e-12 * largest);
      }
    }),
    { numRuns: 300 },
  );
});

test("no point of a grid is lower", () => {
  fc.assert(
    fc.property(problem(4, 3), ([gram, terms]) => {
      const q = linear(gram, terms);
      const value = (w: readonly number[]) => square(gram, w) / 2 + dot(q, w);
      const least = value(simplexMinimum(gram, q));
      const size = Math.max(...gram.map((row, k) => row[k]!));
      for (const w of simplexGrid(gram.length, 20)) expect(value(w)).toBeGreaterThan(least - 1e-12 * size);
    }),
    { numRuns: 50 },
  );
});

test.each([
  [
    "two of one direction: the shorter",
    [
      [1, 2],
      [2, 4],
    ],
    [1, 0],
  ],
  [
    "two at right angles",
    [
      [1, 0],
      [0, 4],
    ],
    [0.8, 0.2],
  ],
  [
    "two that are opposed",
    [
      [1, -3],
      [-3, 9],
    ],
    [0.75, 0.25],
  ],
  [
    "one of length 0",
    [
      [1, 0, 1],
      [0, 0, 0],
      [1, 0, 2],
    ],
    [0, 1, 0],
  ],
  ["one alone", [[5]], [1]],
])("%s", (_, gram, expected) => {
  expect(simplexMinimum(gram)).toEqual(expected.map((value) => expect.closeTo(value, 14)));
});
