import { expect, it } from "vitest";
import { overSeeds } from "./over-seeds.ts";

it("has the mean of runs, and between what they lie, at each x that one of them has", () => {
  const runs = [
    [
      { x: 1, y: 2 },
      { x: 2, y: 5 },
      { x: 3, y: null },
    ],
    [
      { x: 1, y: 4 },
      { x: 2, y: Number.NaN },
      { x: 3, y: undefined },
    ],
  ];
  expect(overSeeds(runs)).toEqual([
    { x: 1, mean: 3, low: 2, high: 4 },
    { x: 2, mean: 5, low: 5, high: 5 },
  ]);
  expect(overSeeds([])).toEqual([]);
});
