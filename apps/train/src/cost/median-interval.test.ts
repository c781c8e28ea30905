import { expect, test } from "vitest";
import { medianInterval } from "./median-interval.ts";

const upTo = (n: number) => Array.from({ length: n }, (_, i) => n - i);

// Ranks by sums of whole binomial coefficients, with math.comb of Python.
test.each([
  [6, [1, 6]],
  [8, [1, 8]],
  [9, [2, 8]],
  [20, [6, 15]],
  [50, [18, 33]],
  [100, [40, 61]],
  [5000, [2431, 2570]],
])("of %i values goes from rank to rank", (n, ranks) => {
  expect(medianInterval(upTo(n))).toEqual(ranks);
});

test("of fewer than six there is none", () => {
  expect([0, 1, 5].map((n) => medianInterval(upTo(n)))).toEqual([null, null, null]);
});
