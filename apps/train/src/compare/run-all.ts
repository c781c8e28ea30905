import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { lockedBy } from "../run/lock.ts";
import { RunFolder } from "../run/run-folder.ts";
import type { Cell } from "./cells.ts";
import { hasEnded, runCell } from "./run-cell.ts";

export interface RunAllOptions {
  /** The program to run. */
  readonly main: string;
  /** Folder of the experiment. */
  readonly root: string;
  /** Processes at once. */
  readonly jobs: number;
  /** Ends the runs, which save, and starts no other. */
  readonly signal: AbortSignal;
  /** Told of each run that has ended. */
  readonly onEnded: (cell: Cell, failure: string | null, done: number) => void;
}

/**
 * Trains all runs of an experiment that have not ended yet.
 *
 * @returns the runs that failed, with the reason of each
 */
export async function runAll(cells: readonly Cell[], options: RunAllOptions): Promise<Map<Cell, string>> {
  const { main, root, jobs, signal, onEnded } = options;
  const waiting = cells.filter(({ folder }) => !hasEnded(new RunFolder(join(root, folder))));
  let done = cells.length - waiting.length;
  const failures = new Map<Cell, string>();
  const running = new Set<ChildProcess>();
  const stop = () => {
    for (const child of running) child.kill("SIGTERM");
  };
  signal.addEventListener("abort", stop);
  const work = async () => {
    for (let cell = waiting.shift(); cell && !signal.aborted; cell = waiting.shift()) {
      await unheld(new RunFolder(join(root, cell.folder)));
      const { process: child, ended } = runCell(main, root, cell);
      running.add(child);
      const failure = await ended;
      running.delete(child);
      if (signal.aborted) return;
      if (failure !== null) failures.set(cell, failure);
      done += 1;
      onEnded(cell, failure, done);
    }
  };
  await Promise.all(Array.from({ length: jobs }, work));
  signal.removeEventListener("abort", stop);
  return failures;
}

/** Waits until a process that was left alone, when the one that had begun it was killed, has saved and ended. */
async function unheld({ lock }: RunFolder): Promise<void> {
  for (let waited = 0; lockedBy(lock) !== null && waited < 60_000; waited += 100) await setTimeout(100);
}
