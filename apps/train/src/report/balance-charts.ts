import type { PeriodEvent, PerTask } from "../events.ts";
import { type Chart, columns, finite } from "./chart.ts";
import { lossScaleShares } from "./loss-scale-shares.ts";
import { taskLine } from "./task-colour.ts";

interface Balance {
  readonly tasks: readonly string[];
  readonly periods: readonly PeriodEvent[];
  /** Wanted share of each task, by name; `null`: equal ones. */
  readonly priorities: PerTask | null;
}

/** How the balancer shared out the overall loss: shares of the tasks, their weights, their difficulty. */
export function balanceCharts(balance: Balance): Chart[] {
  return [shares(balance), weights(balance), difficulty(balance)];
}

const base = {
  task: null,
  xLabel: "period",
  unit: "",
  marks: [],
  legend: "below",
  empty: "No period has ended yet.",
} as const;

function shares({ tasks, periods, priorities }: Balance): Chart {
  const wanted = wantedShares(tasks, priorities);
  const drawn = perTask(tasks, periods, (event) => lossScaleShares(event, tasks));
  const signed = drawn.series.some(({ values }) => values.some((value) => value !== null && value < 0));
  return {
    ...base,
    id: "shares",
    title: "Share of the overall loss",
    note: `Loss scale w·L̄ of each task over a period, as a share of ${signed ? "the sum of their sizes; below 0 where weights are" : "their sum"}. Dashed: ${priorities ? "the wanted shares" : "equal shares"}.`,
    // What is below 0 is no part of a whole.
    form: signed ? "lines" : "stack",
    unit: "share",
    marks: signed ? [...new Set(wanted)] : wanted.slice(1).map((_, k) => sum(wanted.slice(k + 1))),
    ...drawn,
  };
}

/** The share of the overall loss that each task is to have. */
export function wantedShares(tasks: readonly string[], priorities: PerTask | null): number[] {
  const wanted = tasks.map((task) => finite(priorities?.[task]) ?? (priorities ? 0 : 1));
  return wanted.map((share) => share / sum(wanted));
}

function weights({ tasks, periods }: Balance): Chart {
  return {
    ...base,
    id: "weights",
    title: "Task weights",
    note: "Weight w of each task's loss in force in a period.",
    form: "lines",
    ...perTask(tasks, periods, ({ trained }) => tasks.map((task) => trained[task])),
  };
}

function difficulty({ tasks, periods }: Balance): Chart {
  return {
    ...base,
    id: "difficulty",
    title: "Difficulty",
    note: "D above 1: the loss fell less than the overall loss, and the task is given more weight.",
    empty: "No difficulty was measured: it takes two periods, and a balancer that looks at it.",
    form: "lines",
    marks: [1],
    ...perTask(tasks, periods, (event) => tasks.map((task) => event.difficulty?.[task])),
  };
}

function perTask(
  tasks: readonly string[],
  periods: readonly PeriodEvent[],
  valuesOf: (event: PeriodEvent) => readonly (number | undefined)[],
): Pick<Chart, "x" | "series"> {
  const { x, values } = columns(
    periods.map((event) => ({ x: event.period, values: valuesOf(event) })),
    tasks.length,
  );
  return { x, series: tasks.map((label, task) => taskLine(label, task, values[task]!)) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
