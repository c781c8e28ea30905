import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { PeriodRecord } from "../balancer.ts";
import type { PerTask } from "../per-task.ts";
import { addStep, periodMeans, startPeriod } from "../period-sums.ts";
import { runPeriods } from "../testing/trace.ts";
import { type LossScaleBalancingOptions, lossScaleBalancing } from "./loss-scale-balancing.ts";

interface GoldenTrace {
  readonly name: string;
  readonly tasks: readonly string[];
  readonly options: LossScaleBalancingOptions;
  /** One step's losses, by period and step. */
  readonly losses: readonly (readonly PerTask[])[];
  readonly records: readonly PeriodRecord[];
}

const traces: readonly GoldenTrace[] = JSON.parse(
  readFileSync(new URL("../../golden/lsb-trace.json", import.meta.url), "utf8"),
);

function expectClose(values: PerTask | null, expected: PerTask | null) {
  expect(Object.keys(values ?? {})).toEqual(Object.keys(expected ?? {}));
  for (const [name, value] of Object.entries(expected ?? {}))
    expect(Math.abs(values![name]! / value - 1), name).toBeLessThan(1e-12);
}

test.each(traces)("NumPy's float64 rule gives the same run: $name", ({ tasks, options, losses, records }) => {
  const periods = losses.map((steps) => periodMeans(steps.reduce(addStep, startPeriod(tasks))));
  const run = runPeriods(lossScaleBalancing(options), tasks, periods).records;
  expect(run).toHaveLength(records.length);
  for (const [i, expected] of records.entries()) {
    const { period, carried, overall, beta, means, trained, weights, difficulty } = run[i]!;
    expect({ period, carried }).toEqual({ period: expected.period, carried: expected.carried });
    expectClose({ overall, beta: beta + 1 }, { overall: expected.overall, beta: expected.beta + 1 });
    expectClose(means, expected.means);
    expectClose(trained, expected.trained);
    expectClose(weights, expected.weights);
    expectClose(difficulty, expected.difficulty);
  }
});

test("the golden runs are not trivial", () => {
  expect(traces.map(({ records }) => records.length)).toEqual([8, 7, 8, 5, 6, 6, 7]);
});
