import { formatMetric, metricInfo, metricLabel } from "../metrics/index.ts";
import { single } from "./cells.ts";
import type { MethodSummary } from "./comparison.ts";
import type { Estimate } from "./estimate.ts";

/** A table with a row for each method. */
export interface MethodTable {
  /** The task that it is about; null for what methods come to in all. */
  readonly task: string | null;
  readonly columns: readonly MethodColumn[];
}

interface MethodColumn {
  readonly label: string;
  readonly better: "higher" | "lower";
  readonly value: (row: MethodSummary) => number | null;
  readonly text: (row: MethodSummary) => string;
}

/** What methods come to in all, and each task's metrics. */
export const methodTables = (methods: readonly MethodSummary[]): MethodTable[] => [
  { task: null, columns: overall },
  ...[...comparedMetrics(methods)].map(([task, metrics]) => ({
    task,
    columns: metrics.map((metric) => metricColumn(task, metric)),
  })),
];

/** The methods that are best in a column, which single tasks are not counted among; none where all are alike. */
export function bestIn({ better, value }: MethodColumn, methods: readonly MethodSummary[]): Set<string> {
  const rivals = methods.filter((row) => row.method !== single && value(row) !== null);
  const values = rivals.map((row) => value(row)!);
  const best = better === "higher" ? Math.max(...values) : Math.min(...values);
  if (values.every((other) => other === best)) return new Set();
  return new Set(rivals.filter((row) => value(row) === best).map(({ method }) => method));
}

const overall: readonly MethodColumn[] = [
  {
    label: "Δp",
    better: "higher",
    value: ({ deltaP }) => deltaP?.mean ?? null,
    text: ({ deltaP }) => formatChange(deltaP),
  },
  {
    label: "Δm",
    better: "lower",
    value: ({ deltaM }) => deltaM?.mean ?? null,
    text: ({ deltaM }) => formatChange(deltaM),
  },
  {
    label: "mean rank",
    better: "lower",
    value: ({ rank }) => rank,
    text: ({ rank }) => rank?.toFixed(2) ?? "–",
  },
  {
    label: "ms a step",
    better: "lower",
    value: ({ stepMs }) => stepMs,
    text: ({ stepMs }) => stepMs?.toFixed(1) ?? "–",
  },
  {
    label: "MiB",
    better: "lower",
    value: ({ peakBytes }) => peakBytes,
    text: ({ peakBytes }) => (peakBytes === null ? "–" : (peakBytes / 2 ** 20).toFixed(1)),
  },
];

function metricColumn(task: string, metric: string): MethodColumn {
  const of = ({ metrics }: MethodSummary) => metrics[task]?.[metric] ?? null;
  return {
    label: metricLabel(metric),
    better: metricInfo(metric)!.better,
    value: (row) => of(row)?.mean ?? null,
    text: (row) => formatMetric(metric, of(row)?.mean ?? null, of(row)?.halfWidth),
  };
}

/** By task: methods of one experiment share their tasks, and single tasks have the same between them. */
function comparedMetrics(methods: readonly MethodSummary[]): Map<string, string[]> {
  const tasks = new Map<string, string[]>();
  for (const { metrics } of methods)
    for (const [task, row] of Object.entries(metrics))
      tasks.set(
        task,
        Object.keys(row).filter((metric) => metricInfo(metric)?.inDelta),
      );
  return tasks;
}

/** A share as a change in per cent, with its interval: `+1.2 ± 0.4 %`. */
export function formatChange(value: Estimate | null): string {
  if (value === null) return "–";
  const text = (share: number) => (100 * share).toFixed(1);
  const mean = `${value.mean > 0 ? "+" : ""}${text(value.mean)}`;
  return value.halfWidth === null ? `${mean} %` : `${mean} ± ${text(value.halfWidth)} %`;
}
