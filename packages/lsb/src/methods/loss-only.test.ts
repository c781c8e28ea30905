import { describe, expect, test } from "vitest";
import { perTask } from "../per-task.ts";
import { everyStep } from "../step/every-step.ts";
import { drive, type Step } from "../testing/drive.ts";
import { throughJson } from "../testing/trace.ts";
import { famo } from "./famo.ts";
import { imtlL } from "./imtl-l.ts";
import { mlr } from "./mlr.ts";
import { rlw } from "./rlw.ts";
import { stch } from "./stch.ts";
import { uw } from "./uw.ts";
import { uwSo } from "./uw-so.ts";

const tasks = ["a", "b"];
const last = <T>(values: readonly T[]): T => values.at(-1)!;
const steps = (count: number, step: Step) => [Array.from({ length: count }, () => step)];

describe("what is learned", () => {
  const losses = { a: 0.04, b: 30 };

  test.each([
    ["uncertainty weighting", uw({ learningRate: 0.05 }), 1 / 2],
    ["IMTL-L", imtlL({ learningRate: 0.05 }), 1],
  ])("%s drifts to where units do not matter", (_, balancer, product) => {
    const { weights } = last(drive(balancer, tasks, steps(2000, { losses })).weights);
    for (const task of tasks) expect(weights[task]! * losses[task as "a"]).toBeCloseTo(product, 3);
  });

  test("a unit moves the start of s and nothing else", () => {
    const unit = 100;
    const run = (initial: number, scale: number) =>
      drive(uw({ learningRate: 0.1, initial }), ["a"], steps(30, { losses: { a: 3 * scale } })).weights;
    const [before, after] = [run(0, 1), run(Math.log(unit), unit)];
    for (const [i, { weights }] of before.entries())
      expect(after[i]!.weights["a"]! * unit).toBeCloseTo(weights["a"]!, 12);
  });

  test("FAMO gives weight to the task that falls more slowly, until they fall alike", () => {
    const slow: Step = { losses: { a: 1, b: 1 }, after: { a: 0.9, b: 0.99 } };
    const even: Step = { losses: { a: 1, b: 1 }, after: { a: 0.9, b: 0.9 } };
    const { weights } = drive(famo(), tasks, [...steps(20, slow), ...steps(40, even)]);
    expect(weights[0]!.weights).toEqual({ a: 0.5, b: 0.5 });
    expect(weights[20]!.weights["b"]).toBeGreaterThan(0.6);
    expect(weights[1]!.weights["b"]).toBeCloseTo(1 / (1 + Math.exp(-0.05)), 6); // Adam's first step: one rate each way
    expect(last(weights).weights["b"]).toBeGreaterThan(weights[20]!.weights["b"]!); // momentum, then rest
  });

  test("FAMO without a step to look back at", () => {
    const balancer = famo();
    const message = "famo: expected a step before its hindsight; got period 1. Call step, train, then after.";
    const refusal = expect.objectContaining({ name: "ConfigError", message });
    expect(() => balancer.after(balancer.init(tasks), { a: 1, b: 1 })).toThrow(refusal);
    const { state } = balancer.step(balancer.init(tasks), { losses: { a: 1, b: 1 } });
    const after = balancer.after(state, { a: 1 });
    expect(() => balancer.after(after, { a: 1, b: 1 })).toThrow(refusal);
  });
});

test("random weights are those of a softmax of normal deviates", () => {
  const { weights } = drive(rlw({ seed: 1 }), tasks, steps(4000, { losses: { a: 1, b: 1 } }));
  const logits = weights.map(({ weights: w }) => Math.log(w["a"]! / w["b"]!)); // z_a - z_b ~ N(0, 2)
  const moment = (power: number) => logits.reduce((sum, z) => sum + z ** power, 0) / logits.length;
  expect(Math.abs(moment(1))).toBeLessThan(4 * Math.sqrt(2 / 4000));
  expect(Math.abs(moment(2) - 2)).toBeLessThan(4 * Math.sqrt(8 / 4000));
  expect(Math.abs(moment(4) - 12)).toBeLessThan(4 * Math.sqrt(1536 / 4000));
});

test("the smooth maximum sharpens with mu, and each form has its factor", () => {
  const warm: Step = { losses: { a: 2, b: 50 } };
  const shares = (options: object) => {
    const { weights } = drive(stch({ warmup: 0, ...options }), tasks, [
      [warm],
      [{ losses: { a: 1, b: 50 } }],
    ]);
    const products = perTask(tasks, (task) => last(weights).weights[task]! * (task === "a" ? 1 : 50));
    return [products["a"]!, products["b"]!];
  };
  expect(shares({})).toEqual([expect.closeTo(2 / 3, 14), expect.closeTo(4 / 3, 14)]); // ratios 1/2 and 1
  expect(shares({ mu: 0.5 })).toEqual([expect.closeTo(2 / 5, 14), expect.closeTo(8 / 5, 14)]);
  expect(shares({ factor: 1 })).toEqual([expect.closeTo(1 / 3, 14), expect.closeTo(2 / 3, 14)]);
});

test("a floor stands in for losses that reach 0, in the weights and in the means", () => {
  const { weights, records } = drive(uwSo({ floor: 0.5, temperature: 2 }), tasks, [
    [{ losses: { a: 0, b: -1 } }],
  ]);
  expect(weights[0]!.weights).toEqual({ a: 0.5, b: 0.5 });
  expect(records[0]!.means).toEqual({ a: 0.5, b: 0.5 });
});

test("a task whose first label comes late gets its share of the overall loss then", () => {
  const none = { a: 4, b: null };
  const { records } = drive(everyStep(mlr({ priorities: { a: 3, b: 1 } })), tasks, [
    [{ losses: none }],
    [{ losses: none }],
    [{ losses: { a: 4, b: 10 } }],
  ]);
  expect(records[1]!.trained).toEqual({ a: 0.75, b: 0.25 });
  const { overall, means, weights } = records[2]!;
  expect((weights["b"]! * means["b"]!) / overall).toBeCloseTo(1 / 4, 14);
});

test("MLR's lambda stays between its start and its end, and at the start without a slope", () => {
  const losses: Step[] = [{ losses: { a: 1, b: 1 } }, { losses: { a: 0.9, b: 1 } }];
  const weightOf = (options: object) =>
    drive(
      everyStep(mlr({ periodsPerEpoch: 1, ...options })),
      tasks,
      losses.map((step) => [step]),
    ).state.weights["a"];
  // Of 1/2, the factor is 1 + lambda (0.95 / 0.9 - 1) at the end of the second period, an epoch after the first.
  const lambda = (options: object) => (2 * weightOf(options)! - 1) / (0.95 / 0.9 - 1);
  expect(lambda({ slope: 0 })).toBeCloseTo(3, 12);
  expect(lambda({ slope: -1 })).toBeCloseTo(2, 12);
  expect(lambda({ slope: -9 })).toBeCloseTo(-3, 12);
  expect(lambda({ start: -1, slope: 1, end: 2 })).toBeCloseTo(0, 12);
  expect(lambda({ start: -1, slope: 9, end: 2 })).toBeCloseTo(2, 12);
});

test("MLR's weights that leave the range of a double", () => {
  const message =
    'mlr: expected a finite weight above 0; got task "b", period 1, weight Infinity. Bring the losses nearer to 1.';
  expect(() => drive(everyStep(mlr()), tasks, steps(1, { losses: { a: 1e300, b: 1e-300 } }))).toThrow(
    expect.objectContaining({ name: "LossError", message }),
  );
});

test("a loss of -0 comes back from JSON as it went", () => {
  const balancer = rlw();
  const { state } = balancer.step(balancer.init(["a"]), { losses: { a: -0 } });
  expect(throughJson(balancer.observe(state))).toStrictEqual(balancer.observe(state));
});

test("a learning rate of a step that is none", () => {
  const balancer = uw();
  const message =
    "uw: expected learningRate finite and at least 0; got learningRate NaN. Leave it out for that of the options.";
  expect(() => balancer.step(balancer.init(["a"]), { losses: { a: 1 }, learningRate: Number.NaN })).toThrow(
    expect.objectContaining({ name: "ConfigError", message }),
  );
});
