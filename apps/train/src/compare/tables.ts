import type { MethodSummary } from "./comparison.ts";
import { methodTables } from "./method-tables.ts";
import type { CellResult } from "./results.ts";

/** Tables of methods as text, a row for each below the header: what they come to in all, and each task's metrics. */
export const comparisonTables = (methods: readonly MethodSummary[]): string[][][] =>
  methodTables(methods).map(({ task, columns }) => [
    [task ?? "method", ...columns.map(({ label }) => label)],
    ...methods.map((row) => [row.method, ...columns.map(({ text }) => text(row))]),
  ]);
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
