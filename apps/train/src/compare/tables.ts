import { formatMetric, METRICS } from "../metrics/index.ts";
import type { MethodSummary } from "./comparison.ts";
import type { Estimate } from "./estimate.ts";
import type { CellResult } from "./results.ts";

/** A row for each method, a column for each metric that is compared; the first row is the header. */
export function comparisonRows(methods: readonly MethodSummary[]): string[][] {
  const columns = metricsOf(methods);
  const header = columns.map(({ task, metric }) => `${task}: ${METRICS[metric]?.label ?? metric}`);
  return [
    ["method", "Δp", "Δm", "mean rank", ...header, "ms a step", "MiB"],
    ...methods.map((row) => [
      row.method,
      percent(row.deltaP),
      percent(row.deltaM),
      row.rank?.toFixed(2) ?? "–",
      ...columns.map(({ task, metric }) => shown(metric, row.metrics[task]?.[metric] ?? null)),
      row.stepMs?.toFixed(1) ?? "–",
      row.peakBytes === null ? "–" : (row.peakBytes / 2 ** 20).toFixed(1),
    ]),
  ];
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

const metricsOf = (methods: readonly MethodSummary[]): { task: string; metric: string }[] => {
  const all = methods.flatMap(({ metrics }) =>
    Object.entries(metrics).flatMap(([task, row]) => Object.keys(row).map((metric) => ({ task, metric }))),
  );
  const unique = new Map(all.map((column) => [`${column.task} ${column.metric}`, column]));
  return [...unique.values()].filter(({ metric }) => METRICS[metric]?.inDelta);
};

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
