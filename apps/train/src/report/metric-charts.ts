import type { EvalEvent } from "../events.ts";
import { metricInfo, metricLabel } from "../metrics/index.ts";
import { type Chart, columns } from "./chart.ts";
import { groupBy } from "./group-by.ts";
import { taskLine } from "./task-colour.ts";

/** The names of a task's metrics, in the order of the log. */
export const metricNames = (evals: readonly EvalEvent[], task: string): string[] => [
  ...new Set(
    evals.flatMap(({ metrics }) => (Object.hasOwn(metrics, task) ? Object.keys(metrics[task]!) : [])),
  ),
];

/** Metrics of one split over the epochs: one chart for each task and what can share an axis. */
export function metricCharts(tasks: readonly string[], evals: readonly EvalEvent[]): Chart[] {
  return tasks.flatMap((task, index) => {
    const groups = groupBy(metricNames(evals, task), (name) => {
      const info = metricInfo(name);
      return info ? `${info.unit} ${info.better}` : name;
    });
    return [...groups.values()].map((names, group) => metricChart(task, index, group, names, evals));
  });
}

function metricChart(
  task: string,
  index: number,
  group: number,
  names: readonly string[],
  evals: readonly EvalEvent[],
): Chart {
  const info = metricInfo(names[0]!);
  const { x, values } = columns(
    evals.map(({ epoch, metrics }) => ({ x: epoch, values: names.map((name) => metrics[task]?.[name]) })),
    names.length,
  );
  return {
    id: `metric-${evals[0]!.split}-${index}-${group}`,
    title: task,
    task: index,
    note: info ? `${info.better === "higher" ? "↑" : "↓"} ${info.better} is better` : "",
    empty: "No pixel had a truth to compare with.",
    form: "lines",
    xLabel: "epoch",
    unit: info?.unit ?? "",
    marks: [],
    legend: "below",
    x,
    series: names.map((name, variant) => taskLine(metricLabel(name), index, values[variant]!, variant)),
  };
}
