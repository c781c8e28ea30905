import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { perTask } from "../per-task.ts";
import { constant, runPeriods, traceArbitrary } from "../testing/trace.ts";
import { lossScaleBalancing } from "./loss-scale-balancing.ts";

describe("periods without labels", () => {
  const balancer = lossScaleBalancing({ beta: constant(1) });

  test("a task keeps its previous mean, and the record says so", () => {
    fc.assert(
      fc.property(traceArbitrary, fc.nat(), fc.nat(), ({ tasks, periods }, pickTask, pickPeriod) => {
        const absent = tasks[pickTask % tasks.length]!;
        const gap = 1 + (pickPeriod % (periods.length - 1));
        const given = periods.map((means, i) =>
          perTask(tasks, (task) => (i === gap && task === absent ? null : means[task]!)),
        );
        const filled = periods.map((means, i) =>
          perTask(tasks, (task) => (i === gap && task === absent ? periods[i - 1]![task]! : means[task]!)),
        );
        const records = runPeriods(balancer, tasks, given).records;
        expect(records.map(({ carried }) => carried)).toEqual(
          periods.map((_, i) => (i === gap ? [absent] : [])),
        );
        const expected = runPeriods(balancer, tasks, filled).records;
        expect(records.map((record) => ({ ...record, carried: [] }))).toEqual(expected);
      }),
    );
  });

  test("a task without a first label keeps its priority as weight; its first two labelled periods are 1 and 2", () => {
    const periods = [
      { a: 4, b: null },
      { a: 2, b: 10 },
      { a: 1, b: 10 },
    ];
    const { records } = runPeriods(balancer, ["a", "b"], periods);
    expect(records).toEqual([
      {
        period: 1,
        means: { a: 4 },
        overall: 2,
        trained: { a: 0.5, b: 0.5 },
        weights: { a: 0.5, b: 0.5 }, // a alone is the overall loss and keeps it
        difficulty: null,
        beta: 0,
        carried: [],
      },
      {
        period: 2,
        means: { a: 2, b: 10 },
        overall: 6,
        trained: { a: 0.5, b: 0.5 },
        weights: { a: 1.5, b: expect.closeTo(0.3, 14) }, // balanced: 3 each
        difficulty: { a: 1 },
        beta: 1,
        carried: [],
      },
      {
        period: 3,
        means: { a: 1, b: 10 },
        overall: expect.closeTo(4.5, 14),
        trained: { a: 1.5, b: expect.closeTo(0.3, 14) },
        weights: { a: expect.closeTo(1.5, 14), b: expect.closeTo(0.3, 14) },
        difficulty: { a: expect.closeTo(2 / 3, 14), b: expect.closeTo(4 / 3, 14) },
        beta: 1,
        carried: [],
      },
    ]);
  });

  test("a late task does not disturb the others' difficulty", () => {
    const late = runPeriods(
      balancer,
      ["a", "b", "late"],
      [
        { a: 4, b: 4, late: null },
        { a: 1, b: 3, late: 1000 },
      ],
    ).records[1]!;
    const alone = runPeriods(
      balancer,
      ["a", "b"],
      [
        { a: 4, b: 4 },
        { a: 1, b: 3 },
      ],
    ).records[1]!;
    expect(late.difficulty!["a"]).toBeCloseTo(alone.difficulty!["a"]!, 14);
    expect(late.difficulty!["b"]).toBeCloseTo(alone.difficulty!["b"]!, 14);
    // With D = 1 the late task has its priority of the overall loss: D_a + D_b + 1 = 3.
    expect((late.weights["late"]! * 1000) / late.overall).toBeCloseTo(1 / 3, 14);
  });

  test("no label for any task, before and after the first", () => {
    const none = { a: null, b: null };
    const { records } = runPeriods(balancer, ["a", "b"], [none, { a: 4, b: 1 }, none, none]);
    const balanced = { a: 0.3125, b: 1.25 };
    expect(records.map(({ weights }) => weights)).toEqual([{ a: 0.5, b: 0.5 }, balanced, balanced, balanced]);
    expect(records.map(({ overall }) => overall)).toEqual([0, 2.5, 2.5, 2.5]);
    expect(records.map(({ carried }) => carried)).toEqual([[], [], ["a", "b"], ["a", "b"]]);
    expect(records.map(({ difficulty }) => difficulty)).toEqual([null, null, { a: 1, b: 1 }, { a: 1, b: 1 }]);
  });
});
