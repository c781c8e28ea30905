import { expect, test } from "vitest";
import { runPeriods, throughJson } from "../testing/trace.ts";
import { equal } from "./equal.ts";
import { fixed } from "./fixed.ts";

const refusal = (name: string, message: string) => expect.objectContaining({ name, message });

test("equal trains the sum of the losses, or a multiple of it", () => {
  const periods = [
    { a: 4, b: null },
    { a: 2, b: -3 },
    { a: null, b: 0 },
  ];
  const { records } = runPeriods(equal(), ["a", "b"], periods);
  const weights = { a: 1, b: 1 };
  const constant = { trained: weights, weights, difficulty: null, beta: 0 };
  expect(records).toEqual([
    { period: 1, means: { a: 4 }, overall: 4, carried: [], ...constant },
    { period: 2, means: { a: 2, b: -3 }, overall: -1, carried: [], ...constant },
    { period: 3, means: { a: 2, b: 0 }, overall: 2, carried: ["a"], ...constant },
  ]);
  const half = equal({ weight: 0.5 });
  expect(half.weights(half.init(["a", "b"]))).toEqual({ a: 0.5, b: 0.5 });
});

test("fixed keeps the given weights", () => {
  const balancer = fixed({ weights: { b: 0.25, a: 2 } });
  const { records, state } = runPeriods(balancer, ["a", "b"], [{ a: 3, b: 8 }]);
  expect(records).toEqual([
    {
      period: 1,
      means: { a: 3, b: 8 },
      overall: 8,
      trained: { a: 2, b: 0.25 },
      weights: { a: 2, b: 0.25 },
      difficulty: null,
      beta: 0,
      carried: [],
    },
  ]);
  expect(balancer.weights(state)).toEqual({ a: 2, b: 0.25 });
});

test("states with a mean or a weight of -0 come back from JSON as they were", () => {
  const balancer = fixed({ weights: { a: -0, b: 1 } });
  const { state } = runPeriods(balancer, ["a", "b"], [{ a: 1, b: -0 }]);
  expect(throughJson(state)).toStrictEqual(state);
});

test("their names", () => {
  expect([equal().name, fixed({ weights: {} }).name]).toEqual(["equal", "fixed"]);
});

test("refuses, by name", () => {
  expect(() => equal({ weight: 0 })).toThrow(
    refusal(
      "ConfigError",
      "equal: expected weight finite and above 0; got weight 0. Use 1 for the sum of the losses.",
    ),
  );
  expect(() => fixed({ weights: { a: -1 } })).toThrow(
    refusal(
      "ConfigError",
      "fixed: expected weights.a finite and at least 0; got weights.a -1. A negative weight would make the task worse.",
    ),
  );
  expect(() => fixed({ weights: { a: 1 } }).init(["a", "b"])).toThrow(
    refusal(
      "ConfigError",
      'fixed: expected a weight for each task and no other name; got tasks ["a","b"], names ["a"]. Use the same names.',
    ),
  );
  expect(() => equal().init(["a", "a"])).toThrow(
    refusal(
      "ConfigError",
      'equal: expected at least one task, each name once; got tasks ["a","a"]. Name every loss of the run.',
    ),
  );
  const labels =
    "Leave a task out of a step without a labelled pixel; if all had one, training diverged: lower the learning rate.";
  expect(() => runPeriods(equal(), ["a"], [{ a: 1 }, { a: Number.NaN }])).toThrow(
    refusal("LossError", `equal: expected a finite mean loss; got task "a", period 2, mean NaN. ${labels}`),
  );
});
