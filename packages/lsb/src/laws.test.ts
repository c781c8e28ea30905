import { describe, expect, test } from "vitest";
import { perTask } from "./per-task.ts";
import { type Driven, drive } from "./testing/drive.ts";
import { freeze } from "./testing/freeze.ts";
import { expectClose, holds } from "./testing/law.ts";
import { made, methods } from "./testing/methods.ts";
import { inUnits, type Run, renamed } from "./testing/run.ts";
import { throughJson } from "./testing/trace.ts";

/** With its lists of tasks in one order. */
const sorted = ({ records, ...rest }: Driven) => ({
  ...rest,
  records: records.map(({ carried, ...record }) => ({ ...record, carried: [...carried].sort() })),
});

describe.each(Object.entries(methods))("the laws of all balancers: %s", (name, method) => {
  const { response, from = 1, sign, renames } = method;
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
});
