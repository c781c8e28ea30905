import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { perTask } from "./per-task.ts";
import { type Driven, drive } from "./testing/drive.ts";
import { freeze } from "./testing/freeze.ts";
import { made, methods } from "./testing/methods.ts";
import { inUnits, type Run, renamed, runArbitrary } from "./testing/run.ts";
import { throughJson } from "./testing/trace.ts";

function holds(runs: "all" | "some", law: (run: Run, pick: number) => void, numRuns = 12) {
  fc.assert(
    fc.property(runArbitrary(runs), fc.nat(), (run, pick) => law(run, pick)),
    { numRuns },
  );
}

function expectClose(value: number, expected: number, scale = Math.abs(expected)) {
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-8 * scale);
}

/** With its lists of tasks in one order. */
const sorted = ({ records, ...rest }: Driven) => ({
  ...rest,
  records: records.map(({ carried, ...record }) => ({ ...record, carried: [...carried].sort() })),
});

const rowsOf = ({ weights }: Driven) =>
  weights.flatMap((step) => [Object.entries(step.weights), Object.entries(step.heads)]);

describe.each(Object.entries(methods))("the laws of all balancers: %s", (name, method) => {
  const { response, from = 1, sign, refuses, renames } = method;
  const run = ({ tasks, periods }: Run) => drive(made(name, tasks), tasks, periods);

  test("its name", () => {
    expect(made(name, ["a", "b"]).name).toBe(name);
  });

  test("the order of the tasks changes no bit", () => {
    holds("some", ({ tasks, periods }, pick) => {
      const at = pick % tasks.length;
      const turned = [...tasks.slice(at), ...tasks.slice(0, at)].reverse();
      const other = periods.map((steps) =>
        steps.map((step) => ({ ...step, losses: perTask(turned, (task) => step.losses[task]!) })),
      );
      const [one, two] = [run({ tasks: turned, periods: other }), run({ tasks, periods })];
      expect(sorted(one)).toEqual(sorted(two));
    });
  });

  if (renames)
    test("tasks that exchange their names exchange their weights", () => {
      holds("some", (given, pick) => {
        const { tasks } = given;
        const [one, other] = [tasks[0]!, tasks[pick % tasks.length]!];
        const swap = (task: string) => (task === one ? other : task === other ? one : task);
        const [before, after] = [run(given), run(renamed(given, one, other))];
        for (const [i, { weights, heads }] of before.weights.entries())
          for (const task of tasks) {
            const scale = Math.max(...Object.values(weights).map(Math.abs));
            expectClose(after.weights[i]!.weights[swap(task)]!, weights[task]!, scale);
            expectClose(after.weights[i]!.heads[swap(task)]!, heads[task]!);
          }
      });
    });

  test(`its weights are finite, of labelled tasks ${sign}, of others 0`, () => {
    const fits = (weight: number) =>
      Number.isFinite(weight) && (sign === "any" || (sign === "above 0" ? weight > 0 : weight >= 0));
    holds("some", (given) => {
      const steps = given.periods.flat();
      for (const [i, { weights, heads }] of run(given).weights.entries())
        for (const task of given.tasks) {
          if (steps[i]!.losses[task] === null) expect([weights[task], heads[task]]).toEqual([0, 0]);
          else {
            expect(weights[task]).toSatisfy(fits);
            expect(heads[task]).toBeGreaterThan(0);
          }
        }
    });
  });

  test(`a loss in another unit: ${response}`, () => {
    const unit = 2 ** 7;
    const seen = new Set<string>();
    // A task without a mean has its first weight still, in whatever unit its loss is.
    holds(
      from > 1 ? "all" : "some",
      (given, pick) => {
        const chosen = given.tasks[pick % given.tasks.length]!;
        const [before, after] = [run(given), run(inUnits(given, chosen, unit))];
        const first = given.periods.slice(0, from - 1).flat().length;
        for (const [i, { factors }] of before.weights.entries()) {
          if (i < first) continue;
          const labelled = given.tasks.filter((task) => given.periods.flat()[i]!.losses[task] !== null);
          const now = (task: string) => after.weights[i]!.factors[task]!;
          const inUnit = (task: string) => now(task) * (task === chosen ? unit : 1);
          const scale = Math.max(...labelled.map((task) => Math.abs(factors[task]!)));
          const largest = labelled.find((task) => Math.abs(factors[task]!) === scale)!;
          const holdsFor = (value: (task: string) => number, factor: number) =>
            labelled.every(
              (task) => Math.abs(value(task) - factor * factors[task]!) <= 1e-7 * scale * Math.abs(factor),
            );
          if (!holdsFor(now, 1)) seen.add("not still");
          if (!holdsFor(inUnit, 1)) seen.add("not exact");
          if (!holdsFor(inUnit, inUnit(largest) / factors[largest]!)) seen.add("not common");
        }
      },
      30,
    );
    const expected: Record<typeof response, readonly string[]> = {
      exact: ["not still"],
      common: ["not exact", "not still"],
      still: ["not common", "not exact"],
      moves: ["not common", "not exact", "not still"],
    };
    expect([...seen].sort()).toEqual(expected[response]);
  });

  test("a run stored and read back after every step goes on bit for bit", () => {
    holds("some", ({ tasks, periods }) => {
      const stored = drive(made(name, tasks), tasks, periods, (kept) => {
        const back = throughJson(kept);
        expect(back).toEqual(kept);
        return back;
      });
      expect(stored).toEqual(run({ tasks, periods }));
    });
  });

  test("nothing that it is given changes", () => {
    holds("some", ({ tasks, periods }) => {
      drive(made(name, freeze(tasks)), tasks, freeze(periods), freeze);
    });
  });

  test("a mean is over the steps with a label, and the record says how many they were", () => {
    holds("some", (given) => {
      const { records, weights } = run(given);
      const steps = given.periods.flat().map(({ losses }, i) => ({ losses, ...weights[i]! }));
      let at = 0;
      for (const [t, period] of given.periods.entries()) {
        const inPeriod = steps.slice(at, (at += period.length));
        const record = records[t]!;
        for (const task of given.tasks) {
          const labelled = inPeriod.filter(({ losses }) => losses[task] !== null);
          expect(record.labelled![task]).toBe(labelled.length);
          if (labelled.length === 0) {
            expect(record.carried.includes(task)).toBe(Object.hasOwn(record.means, task));
            continue;
          }
          const mean = (value: (step: (typeof steps)[number]) => number) =>
            labelled.reduce((sum, step) => sum + value(step), 0) / labelled.length;
          expectClose(
            record.means[task]!,
            mean(({ losses }) => losses[task]!),
          );
          expectClose(
            record.trained[task]!,
            mean((step) => step.weights[task]!),
          );
        }
      }
    });
  });

  test("a step without any label", () => {
    const { weights, records } = run({
      tasks: ["a", "b"],
      periods: [[{ losses: { a: null, b: null } }], [{ losses: {} }]],
    });
    expect(weights.map((step) => step.weights)).toEqual([
      { a: 0, b: 0 },
      { a: 0, b: 0 },
    ]);
    expect(records.map(({ means, overall, labelled }) => ({ means, overall, labelled }))).toEqual([
      { means: {}, overall: 0, labelled: { a: 0, b: 0 } },
      { means: {}, overall: 0, labelled: { a: 0, b: 0 } },
    ]);
  });

  const gradients = { depth: [1, 2, 3], normals: [3, -1, 1] };
  const trainOn = (depth: number) =>
    run({
      tasks: ["depth", "normals"],
      periods: [
        [{ losses: { depth: 1, normals: 1 }, gradients }],
        [{ losses: { depth, normals: 2 }, gradients }],
      ],
    });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    "refuses a loss of %d",
    (depth) => {
      const cure =
        "Leave a task out of a step without a labelled pixel; if it had one, training diverged: lower the learning rate.";
      const message = `${name}: expected a finite loss; got task "depth", period 2, step 1, loss ${depth}. ${cure}`;
      expect(() => trainOn(depth)).toThrow(expect.objectContaining({ name: "LossError", message }));
    },
  );

  test.each([0, -0.5])(`${refuses ? "refuses" : "takes"} a loss of %d`, (depth) => {
    if (!refuses)
      for (const [, weight] of rowsOf(trainOn(depth)).flat()) expect(weight).toSatisfy(Number.isFinite);
    else
      expect(() => trainOn(depth)).toThrow(
        expect.objectContaining({
          name: "LossError",
          message: expect.stringMatching(
            new RegExp(
              `^${name}: expected a (mean )?loss above 0; got task "depth", period 2, .*(loss|mean) ${depth}. Shift`,
            ),
          ),
        }),
      );
  });

  test("refuses the loss of an unknown task, and no tasks", () => {
    const message = `${name}: expected losses of the run's tasks; got tasks ["depth"], unknown ["dpeth"]. Use the same names.`;
    const balancer = made(name, ["depth"]);
    expect(() => balancer.step(balancer.init(["depth"]), { losses: { dpeth: 1 } })).toThrow(
      expect.objectContaining({ name: "ConfigError", message }),
    );
    expect(() => made(name, []).init([])).toThrow(
      "expected at least one task, each name once; got tasks [].",
    );
  });
});
