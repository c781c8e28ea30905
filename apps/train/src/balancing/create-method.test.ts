import type { PerTask, StepState } from "@equipoise/lsb";
import { expect, test } from "vitest";
import { parseConfig } from "../config/parse.ts";
import type { Config } from "../config/schema.ts";
import { createMethod } from "./create-method.ts";

const weightsAfter = (
  fields: Partial<Config["balancer"]>,
  means: readonly Record<string, number>[],
  inEpoch = 1,
) => {
  const { balancer: config } = parseConfig({ balancer: fields }, "test");
  const { balancer } = createMethod(config, { inRun: 10, inEpoch }, 0);
  const first = balancer.init(["a", "b"]);
  const after = (state: StepState, losses: PerTask) =>
    balancer.observe(balancer.step(state, { losses }).state).state;
  return balancer.weights(means.reduce(after, first));
};

test.each([
  // b falls to a half, a stays: 2 softmax([1, 0.5] / 2).
  [{ name: "dwa" } as const, { a: 2 / (1 + Math.exp(-0.25)), b: 2 / (1 + Math.exp(0.25)) }],
  [{ name: "dwa", temperature: 1 } as const, { a: 2 / (1 + Math.exp(-0.5)), b: 2 / (1 + Math.exp(0.5)) }],
  [{ name: "equal" } as const, { a: 1, b: 1 }],
  [{ name: "fixed", weights: { a: 3, b: 4 } } as const, { a: 3, b: 4 }],
])("%j weights as its method says", (fields, expected) => {
  const weights = weightsAfter(fields, [
    { a: 1, b: 1 },
    { a: 1, b: 0.5 },
  ]);
  for (const task of ["a", "b"] as const) expect(weights[task]).toBeCloseTo(expected[task], 12);
});

test("mlr counts epochs by the periods that they have: its factor is 3 in the first, 1.5 in the second", () => {
  const means = [
    { a: 1, b: 1 },
    { a: 1, b: 0.9 },
  ];
  // L(1) = 1 and L(2) = 0.95 under equal shares; b's factor is 1 + lambda (0.95 / 0.9 - 1).
  const factor = (inEpoch: number) => weightsAfter({ name: "mlr" }, means, inEpoch)["b"]! / 0.5;
  expect(factor(4)).toBeCloseTo(1 + 3 * (0.95 / 0.9 - 1), 12);
  expect(factor(1)).toBeCloseTo(1 + 1.5 * (0.95 / 0.9 - 1), 12);
});
