import { describe, expect, test } from "vitest";
import { sumOver } from "./per-task.ts";
import { drive } from "./testing/drive.ts";
import { expectClose, holds } from "./testing/law.ts";
import { made, methods } from "./testing/methods.ts";
import type { Run } from "./testing/run.ts";

describe.each(Object.entries(methods))(
  "labels and refusals of all balancers: %s",
  (name, { refuses, make }) => {
    const acts = "step" in make(["a", "b"]) ? "steps" : "periods";
    const run = ({ tasks, periods }: Run) => drive(made(name, tasks), tasks, periods);

    test("a mean is over the steps with a label, and the record says how many they were", () => {
      holds("some", (given) => {
        const { records, weights } = run(given);
        const steps = given.periods.flat().map(({ losses }, i) => ({ losses, ...weights[i]! }));
        let at = 0;
        for (const [t, period] of given.periods.entries()) {
          const inPeriod = steps.slice(at, (at += period.length));
          const record = records[t]!;
          const trained = (step: (typeof steps)[number]) =>
            sumOver(given.tasks, (task) => step.weights[task]! * (step.losses[task] ?? 0));
          if (acts === "steps")
            expectClose(
              record.overall,
              inPeriod.reduce((sum, step) => sum + trained(step), 0) / inPeriod.length,
            );
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
        for (const { weights, heads } of trainOn(depth).weights)
          for (const weight of [...Object.values(weights), ...Object.values(heads)])
            expect(weight).toSatisfy(Number.isFinite);
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
  },
);
