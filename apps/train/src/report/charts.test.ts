import { describe, expect, it } from "vitest";
import type { EvalEvent, PeriodEvent } from "../events.ts";
import { balanceCharts } from "./balance-charts.ts";
import { columns, isEmpty } from "./chart.ts";
import { lossCharts } from "./loss-charts.ts";
import { metricCharts } from "./metric-charts.ts";
import { runRecord } from "./run-record.ts";
import { fakeRun } from "./testing/fake-run.ts";

const period = (t: number, fields: Partial<PeriodEvent> = {}): PeriodEvent => ({
  event: "period",
  period: t,
  epoch: t,
  step: 10 * t,
  means: { a: 3, b: 1 },
  overall: 2,
  trained: { a: 0.5, b: 0.5 },
  weights: { a: 1, b: 1 },
  difficulty: null,
  beta: 0,
  ...fields,
});

describe("columns", () => {
  it("merges the points at one x, and sorts them", () => {
    const points = [
      { x: 2, values: [1, null] },
      { x: 1, values: [5, undefined] },
      { x: 2, values: [null, 3] },
    ];
    expect(columns(points, 2)).toEqual({
      x: [1, 2],
      values: [
        [5, 1],
        [null, 3],
      ],
    });
    expect(columns([], 2)).toEqual({ x: [], values: [[], []] });
  });

  it("averages neighbours where there are more points than a page shows", () => {
    const points = Array.from({ length: 3600 }, (_, x) => ({ x, values: [x, x === 4 ? 2 : null] }));
    const { x, values } = columns(points, 2);
    expect(x).toHaveLength(1200);
    expect([x[0], x[1], values[0]![1]]).toEqual([1, 4, 4]);
    expect(values[1]!.filter((value) => value !== null)).toEqual([2]);
  });

  it("has null for what is no finite number", () => {
    expect(columns([{ x: 0, values: [Number.NaN] }], 1).values).toEqual([[null]]);
  });
});

describe("balanceCharts", () => {
  const tasks = ["a", "b"];

  it("shows the shares of the loss scales, and the wanted ones between the columns", () => {
    const periods = [period(1), period(2, { trained: { a: 1, b: 3 } })];
    const [shares, weights] = balanceCharts({ tasks, periods, priorities: null });
    expect(shares).toMatchObject({ form: "stack", x: [1, 2], marks: [0.5] });
    expect(shares!.series.map(({ label, values }) => [label, values])).toEqual([
      ["a", [0.75, 0.5]],
      ["b", [0.25, 0.5]],
    ]);
    expect(weights!.series.map(({ values }) => values)).toEqual([
      [0.5, 1],
      [0.5, 3],
    ]);
  });

  it("shows what is below 0 by lines, as shares of sizes: weights of gradients can be", () => {
    const periods = [period(1), period(2, { trained: { a: -1, b: 1 } })];
    const [shares] = balanceCharts({ tasks, periods, priorities: null });
    expect(shares).toMatchObject({ form: "lines", marks: [0.5] });
    expect(shares!.note).toContain("as a share of the sum of their sizes; below 0 where weights are. Dashed");
    expect(shares!.series.map(({ values }) => values)).toEqual([
      [0.75, -0.75],
      [0.25, 0.25],
    ]);
  });

  it("has a gap where nothing was trained", () => {
    const periods = [period(1), period(2, { trained: { a: 0, b: 0 } })];
    const [shares] = balanceCharts({ tasks, periods, priorities: null });
    expect(shares!.form).toBe("stack");
    expect(shares!.series.map(({ values }) => values)).toEqual([
      [0.75, null],
      [0.25, null],
    ]);
  });

  it("marks the priorities that were asked for", () => {
    const three = balanceCharts({ tasks: ["a", "b", "c"], periods: [], priorities: { a: 2, b: 1, c: 1 } });
    // From the bottom up: c, then b, then a.
    expect(three[0]!.marks).toEqual([0.5, 0.25]);
    expect(three[0]!.note).toContain("Dashed: the wanted shares.");
  });

  it("has no difficulty before the third period", () => {
    const first = balanceCharts({ tasks, periods: [period(1)], priorities: null })[2]!;
    expect(isEmpty(first)).toBe(true);
    const third = period(2, { difficulty: { a: 1.1, b: 0.9 } });
    const both = balanceCharts({ tasks, periods: [period(1), third], priorities: null })[2]!;
    expect(both.series.map(({ values }) => values)).toEqual([
      [null, 1.1],
      [null, 0.9],
    ]);
    expect(both.marks).toEqual([1]);
  });

  it("has no share of a loss of nothing", () => {
    const [shares] = balanceCharts({
      tasks,
      periods: [period(1, { means: { a: 0, b: 0 } })],
      priorities: null,
    });
    expect(isEmpty(shares!)).toBe(true);
  });
});

describe("lossCharts", () => {
  const run = fakeRun({ tasks: ["a", "b"], epochs: 2, stepsPerEpoch: 10 });
  const [all, a] = lossCharts(["a", "b"], runRecord(run));

  it("puts steps at their place in the epochs", () => {
    expect(all!.x).toEqual([0.5, 1, 1.5, 2]);
    expect(all!.series.map(({ label, hue }) => [label, hue])).toEqual([
      ["a", "hue-0"],
      ["b", "hue-1"],
      ["overall", null],
    ]);
  });

  it("shows a task's training and evaluations together", () => {
    expect(a).toMatchObject({ title: "a", task: 0, x: [0, 1, 2] });
    expect(a!.series.map(({ label }) => label)).toEqual(["training", "val"]);
    expect(a!.series[0]!.values[0]).toBeNull();
    expect(a!.series[1]!.values.every((value) => value !== null)).toBe(true);
  });

  it("knows the length of an epoch from the evaluation after it, where no step or period ends with it", () => {
    const events = run.filter(({ event }) => event !== "period" && event !== "end");
    const { x } = lossCharts(
      ["a"],
      runRecord(events.filter((event) => event.event !== "step" || event.step % 10 > 0)),
    )[0]!;
    expect(x).toEqual([0.5, 1.5]);
  });

  it("knows the length of an epoch from its part", () => {
    const record = runRecord(
      run.filter((event) => event.event !== "period" && event.event !== "end").slice(0, 3),
    );
    expect(lossCharts(["a", "b"], record)[0]!.x).toEqual([1]);
  });
});

describe("metricCharts", () => {
  const evaluation = (metrics: EvalEvent["metrics"]): EvalEvent => ({
    event: "eval",
    epoch: 1,
    split: "val",
    losses: {},
    metrics,
  });

  it("has a chart for what shares a unit and a direction", () => {
    const depth = { abs: 1, rel: 0.5, rmse: 2, delta1: 0.3 };
    const charts = metricCharts(["depth"], [evaluation({ depth })]);
    expect(charts.map(({ note, unit, series }) => [note, unit, series.map(({ label }) => label)])).toEqual([
      ["↓ lower is better", "m", ["absolute error", "RMSE"]],
      ["↓ lower is better", "share", ["relative error"]],
      ["↑ higher is better", "share", ["δ < 1.25"]],
    ]);
    expect(new Set(charts.map(({ id }) => id)).size).toBe(3);
  });

  it("takes tasks and metrics of any name", () => {
    const metrics = Object.fromEntries([
      ["constructor", { toString: 1 } as unknown as Record<string, number>],
    ]);
    const [chart] = metricCharts(["constructor", "valueOf"], [evaluation(metrics)]);
    expect(chart).toMatchObject({
      title: "constructor",
      note: "",
      series: [{ label: "toString", values: [1] }],
    });
    expect(metricCharts(["valueOf"], [evaluation(metrics)])).toEqual([]);
  });
});
