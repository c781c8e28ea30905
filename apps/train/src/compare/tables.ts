import { formatMetric, metricInfo, metricLabel } from "../metrics/index.ts";
import type { MethodSummary } from "./comparison.ts";
import type { Estimate } from "./estimate.ts";
import type { CellResult } from "./results.ts";

/** Tables of methods, a row for each below the header: what they come to in all, and each task's metrics. */
export function comparisonTables(methods: readonly MethodSummary[]): string[][][] {
  const overall = [
    ["method", "Δp", "Δm", "mean rank", "ms a step", "MiB"],
    ...methods.map((row) => [
      row.method,
      percent(row.deltaP),
      percent(row.deltaM),
      row.rank?.toFixed(2) ?? "–",
      row.stepMs?.toFixed(1) ?? "–",
      row.peakBytes === null ? "–" : (row.peakBytes / 2 ** 20).toFixed(1),
    ]),
  ];
  const tasks = [...comparedMetrics(methods)].map(([task, metrics]) => [
    [task, ...metrics.map(metricLabel)],
    ...methods.map((row) => [
      row.method,
      ...metrics.map((metric) => shown(metric, row.metrics[task]?.[metric] ?? null)),
    ]),
  ]);
  return [overall, ...tasks];
}

/** Rows as a table in Markdown. */
export function markdownTable([header = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |\n`;
  return [line(header), line(header.map((_, i) => (i === 0 ? "---" : "---:"))), ...rows.map(line)].join("");
}

/** Every value of every run, a line each, numbers in full. */
export function resultsCsv(results: readonly CellResult[]): string {
  const lines = results.flatMap(({ cell: { method, seed }, metrics }) =>
    Object.entries(metrics).flatMap(([task, values]) =>
      Object.entries(values).map(([metric, value]) =>
        [method, seed, task, metric, value ?? ""].map(quoted).join(","),
      ),
    ),
  );
  return ["method,seed,task,metric,value", ...lines].map((line) => `${line}\n`).join("");
}

/** By RFC 4180. */
const quoted = (cell: string | number): string =>
  /[",\r\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);

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

const shown = (metric: string, value: Estimate | null): string => {
  if (value === null) return "–";
  const mean = formatMetric(metric, value.mean);
  return value.halfWidth === null ? mean : `${mean} ± ${formatMetric(metric, value.halfWidth)}`;
};

const percent = (value: Estimate | null): string => {
  if (value === null) return "–";
  const text = (share: number) => (100 * share).toFixed(1);
  const mean = `${value.mean > 0 ? "+" : ""}${text(value.mean)}`;
  return value.halfWidth === null ? `${mean} %` : `${mean} ± ${text(value.halfWidth)} %`;
};
