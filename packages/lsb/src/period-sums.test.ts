import fc from "fast-check";
import { expect, test } from "vitest";
import { lossScaleBalancing } from "./methods/loss-scale-balancing.ts";
import { perTask } from "./per-task.ts";
import { addStep, periodMeans, startPeriod } from "./period-sums.ts";
import { tasksArbitrary, throughJson } from "./testing/trace.ts";

const refusal = (name: string, message: string) => expect.objectContaining({ name, message });

test("a step without a task's label does not count in its mean", () => {
  const period = [{ a: 1, b: 10 }, { a: 2 }, { a: 6, b: null }, { b: undefined, a: 3 }, { b: 30 }].reduce(
    addStep,
    startPeriod(["a", "b", "c"]),
  );
  expect(period).toEqual({ sums: { a: 12, b: 40, c: 0 }, counts: { a: 4, b: 2, c: 0 } });
  expect(periodMeans(period)).toEqual({ a: 3, b: 20, c: null });
});

test("a task may have the name of something that every object inherits", () => {
  const period = addStep(startPeriod(["toString", "constructor"]), { toString: 2 });
  expect(periodMeans(period)).toEqual({ toString: 2, constructor: null });
});

test("a loss of 0 counts", () => {
  const period = [{ a: 0 }, { a: 1 }].reduce(addStep, startPeriod(["a"]));
  expect(periodMeans(period)).toEqual({ a: 0.5 });
});

test("losses that stay the same move no weight after the second period, however rare the labels", () => {
  const balancer = lossScaleBalancing();
  let state = balancer.init(["often", "rare"]);
  const steps = [{ often: 2, rare: 7 }, { often: 2 }, { often: 2 }, { often: 2 }];
  for (let t = 1; t <= 20; t++) {
    state = balancer.observe(state, periodMeans(steps.reduce(addStep, startPeriod(["often", "rare"])))).state;
    expect(state.weights["often"]).toBeCloseTo((0.5 * 4.5) / 2, 13);
    expect(state.weights["rare"]).toBeCloseTo((0.5 * 4.5) / 7, 13);
  }
});

test("a run stopped inside a period and resumed from JSON gives the same weights, bit for bit", () => {
  const stepsOf = (tasks: readonly string[]) =>
    fc.array(
      fc
        .array(fc.option(fc.double({ min: 1e-9, max: 1e9, noNaN: true })), {
          minLength: tasks.length,
          maxLength: tasks.length,
        })
        .map((row) => perTask(tasks, (task) => row[tasks.indexOf(task)]!)),
      { minLength: 3, maxLength: 16 },
    );
  const runs = tasksArbitrary.chain((tasks) => fc.tuple(fc.constant(tasks), stepsOf(tasks), fc.nat()));
  fc.assert(
    fc.property(runs, ([tasks, steps, stop]) => {
      const balancer = lossScaleBalancing({ beta: { kind: "constant", value: 1 } });
      const train = (stopBefore: number) => {
        let state = balancer.init(tasks);
        let period = startPeriod(tasks);
        for (const [i, losses] of steps.entries()) {
          if (i === stopBefore) [state, period] = throughJson([state, period] as const);
          period = addStep(period, losses);
          if (i % 3 < 2) continue;
          state = balancer.observe(state, periodMeans(period)).state;
          period = startPeriod(tasks);
        }
        return { state, period };
      };
      expect(train(stop % steps.length)).toStrictEqual(train(Number.POSITIVE_INFINITY));
    }),
  );
});

test("the same means come from sums and counts that were added up elsewhere", () => {
  expect(periodMeans({ sums: { a: 7.5, b: 0 }, counts: { a: 3, b: 0 } })).toEqual({ a: 2.5, b: null });
  expect(periodMeans({ sums: { a: Number.NaN }, counts: { a: 3 } })).toEqual({ a: Number.NaN });
});

test.each([
  [Number.NaN, "NaN"],
  [1 / 0, "Infinity"],
])("refuses a loss of %d", (depth, shown) => {
  const message =
    `addStep: expected finite losses; got task "depth", loss ${shown}. ` +
    "Leave a task out of a step without a labelled pixel: the mean over no pixel is NaN.";
  expect(() => addStep(startPeriod(["depth"]), { depth })).toThrow(refusal("LossError", message));
});

test("refuses names and counts that do not fit", () => {
  expect(() => addStep(startPeriod(["depth"]), { dpeth: 1 })).toThrow(
    refusal(
      "ConfigError",
      'addStep: expected losses of the period\'s tasks; got tasks ["depth"], unknown ["dpeth"]. Use the same names.',
    ),
  );
  expect(() => periodMeans({ sums: { a: 1 }, counts: { b: 1 } })).toThrow(
    refusal(
      "ConfigError",
      'periodMeans: expected a count for each task and no other name; got tasks ["a"], names ["b"]. Use the same names.',
    ),
  );
  for (const count of [-1, 0.5, Number.NaN])
    expect(() => periodMeans({ sums: { a: 1 }, counts: { a: count } })).toThrow(
      refusal(
        "ConfigError",
        `periodMeans: expected whole counts of steps; got task "a", count ${count}. Count each labelled step once.`,
      ),
    );
  expect(() => startPeriod([])).toThrow(
    refusal(
      "ConfigError",
      "startPeriod: expected at least one task, each name once; got tasks []. Name every loss of the run.",
    ),
  );
});
