import { expect, test } from "vitest";
import { equal, everyStep, lossScaleBalancing, uw } from "../index.ts";
import { drive } from "../testing/drive.ts";
import { constant, runPeriods } from "../testing/trace.ts";

test("a balancer that acts in steps comes back as it is", () => {
  const balancer = uw();
  expect(everyStep(balancer)).toBe(balancer);
});

test("one that acts by periods gives the same weights through steps as through their means", () => {
  const balancer = lossScaleBalancing({ beta: constant(1) });
  const losses = [
    [
      { a: 4, b: null },
      { a: 2, b: 10 },
    ],
    [{ a: 1, b: 8 }],
    [
      { a: 1, b: null },
      { a: 1, b: null },
    ],
    [{ a: 0.5, b: 6 }],
  ];
  const { weights, records } = drive(
    everyStep(balancer),
    ["a", "b"],
    losses.map((steps) => steps.map((step) => ({ losses: step }))),
  );
  const means = [
    { a: 3, b: 10 },
    { a: 1, b: 8 },
    { a: 1, b: null },
    { a: 0.5, b: 6 },
  ];
  const expected = runPeriods(balancer, ["a", "b"], means).records;
  expect(records.map(({ labelled: _, ...record }) => record)).toEqual(expected);
  expect(records.map(({ labelled }) => labelled)).toEqual([
    { a: 2, b: 1 },
    { a: 1, b: 1 },
    { a: 2, b: 0 },
    { a: 1, b: 1 },
  ]);
  const inForce = losses.flatMap((steps, t) =>
    steps.map((step) => ({ ...expected[t]!.trained, ...(step.b === null && { b: 0 }) })),
  );
  expect(weights.map((step) => step.weights)).toEqual(inForce);
});

test("a record tells of labels where it is told of them", () => {
  const balancer = equal();
  const state = balancer.init(["a"]);
  expect(balancer.observe(state, { a: 1 }).record).not.toHaveProperty("labelled");
  expect(balancer.observe(state, { a: 1 }, { a: 3 }).record.labelled).toEqual({ a: 3 });
});
