import { describe, expect, it } from "vitest";
import { parseConfig } from "../config/parse.ts";
import { compareMethods } from "./comparison.ts";
import { bestIn, methodTables } from "./method-tables.ts";
import type { CellResult } from "./results.ts";

const result = (method: string, miou: number, abs: number, peakBytes = 2 ** 20): CellResult => ({
  cell: { method, task: null, seed: 0, folder: "", config: parseConfig({}, "test") },
  epochs: [1],
  metrics: { s: { miou }, d: { abs, rmse: 1 } },
  stepMs: 10,
  peakBytes,
});

describe("methodTables", () => {
  const rows = compareMethods([
    result("single", 0.9, 1),
    result("a", 0.5, 3),
    result("b", 0.6, 3),
    result("c", 0.6, 4),
  ]);
  const [overall, s, d] = methodTables(rows);
  const best = (table: typeof overall, label: string) =>
    [...bestIn(table!.columns.find((column) => column.label === label)!, rows)].sort();

  it("has a table of the whole, and one for each task with the metrics that count", () => {
    expect([overall, s, d].map((table) => [table!.task, table!.columns.map(({ label }) => label)])).toEqual([
      [null, ["Δp", "Δm", "mean rank", "ms a step", "MiB"]],
      ["s", ["mean IoU"]],
      ["d", ["absolute error"]],
    ]);
  });

  it("knows the best of a column by its direction, never a single task, and none where all are alike", () => {
    expect(best(s, "mean IoU")).toEqual(["b", "c"]);
    expect(best(d, "absolute error")).toEqual(["a", "b"]);
    expect(best(overall, "Δp")).toEqual(["b"]);
    expect(best(overall, "Δm")).toEqual(["b"]);
    expect(best(overall, "mean rank")).toEqual(["b"]);
    expect(best(overall, "ms a step")).toEqual([]);
  });

  it("has the change of each task against that of the single one", () => {
    const changes = rows.map((row) => [row.method, row.changes["s"]?.mean, row.changes["d"]?.mean]);
    expect(changes.slice(0, 2)).toEqual([
      ["single", undefined, undefined],
      ["a", expect.closeTo(-4 / 9, 12), -2],
    ]);
  });
});
