import { expect, test } from "vitest";
import { checkLossFactors } from "./loss-factors.ts";

test("factors are those of the run's tasks, and above 0", () => {
  const tasks = ["depth", "normals"];
  checkLossFactors(null, tasks);
  checkLossFactors({ normals: 0.01 }, tasks);
  expect(() => checkLossFactors({ normal: 2 }, tasks)).toThrow(
    "train.lossFactors: expected tasks of depth, normals; got normal",
  );
  expect(() => checkLossFactors({ depth: 0 }, tasks)).toThrow(
    "train.lossFactors.depth: expected a factor above 0; got 0",
  );
});
