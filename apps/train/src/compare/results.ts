import { join } from "node:path";
import type { EvalEvent } from "../events.ts";
import { median } from "../median.ts";
import { type RunRecord, runRecord } from "../report/index.ts";
import { readEvents } from "../run/event-log.ts";
import { RunFolder } from "../run/run-folder.ts";
import type { Cell } from "./cells.ts";
import { ExperimentError } from "./experiment-error.ts";
import type { TaskMetrics } from "./relative-change.ts";
import { type Selection, selectedEvaluations } from "./selection.ts";

/** What one run came to. */
export interface CellResult {
  readonly cell: Cell;
  /** After which its results were evaluated, never 0. */
  readonly epochs: readonly number[];
  /** Means over these. */
  readonly metrics: TaskMetrics;
  /** Milliseconds of a step, the median over its log. */
  readonly stepMs: number | null;
  readonly peakBytes: number;
}

/**
 * The results of runs that have ended.
 *
 * @throws {ExperimentError} if runs of one seed did not start alike, or did not see the same images in the same order,
 *   or a run has nothing to choose its results by.
 */
export function readResults(root: string, cells: readonly Cell[], selection: Selection): CellResult[] {
  const records = cells.map((cell) => ({ cell, record: readRun(root, cell) }));
  checkAlike(records);
  return records.map(({ cell, record }) => {
    const evals = selectedEvaluations(record, selection);
    if (selection.selection === "held-out" && evals.length === 0)
      throw new ExperimentError(
        `${cell.folder}: expected a loss on images held out to choose an epoch by; got none. ` +
          "Hold out more with data.heldOut, or select by the last evaluations",
      );
    return {
      cell,
      epochs: evals.map(({ epoch }) => epoch),
      metrics: meanMetrics(evals),
      stepMs: median(record.steps.slice(1).map(({ ms }) => ms)),
      peakBytes: record.end!.peakBytes,
    };
  });
}

/** What a run has logged. */
export function readRun(root: string, { folder }: Cell): RunRecord {
  return runRecord(readEvents(new RunFolder(join(root, folder)).events));
}

/** Runs that differ in method alone begin with the same weights, and see the same batches. */
function checkAlike(records: readonly { readonly cell: Cell; readonly record: RunRecord }[]): void {
  for (const { cell, record } of records) {
    const first = records.find(({ cell: other }) => other.seed === cell.seed)!;
    expectSame("order of images", cell, record.end?.order, first.cell, first.record.end?.order);
    if (cell.task !== null) continue;
    const peer = records.find(({ cell: other }) => other.seed === cell.seed && other.task === null)!;
    const losses = ({ evals }: RunRecord) => JSON.stringify(evals[0]?.losses);
    expectSame("losses before training", cell, losses(record), peer.cell, losses(peer.record));
  }
}

function expectSame(what: string, cell: Cell, value: unknown, other: Cell, expected: unknown): void {
  if (value !== expected)
    throw new ExperimentError(
      `${cell.folder}: expected the same ${what} as in ${other.folder}; got ${value} and ${expected}. ` +
        "Delete the run that was not made here, or with another version",
    );
}

/** The mean of each metric over evaluations that have it. */
function meanMetrics(evals: readonly EvalEvent[]): TaskMetrics {
  const tasks = Object.entries(evals.at(-1)?.metrics ?? {});
  return Object.fromEntries(
    tasks.map(([task, values]) => [
      task,
      Object.fromEntries(
        Object.keys(values).map((name) => {
          const known = evals
            .map(({ metrics }) => metrics[task]?.[name] ?? null)
            .filter((value) => value !== null);
          return [name, known.length ? known.reduce((a, b) => a + b) / known.length : null];
        }),
      ),
    ]),
  );
}
