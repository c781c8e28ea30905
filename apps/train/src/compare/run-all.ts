import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { lockedBy } from "../run/lock.ts";
import { hasEnded, RunFolder } from "../run/run-folder.ts";
import type { Cell } from "./cells.ts";
import { runCell } from "./run-cell.ts";

export interface RunAllOptions {
  /** The program to run. */
  readonly main: string;
  /** Folder of the experiment. */
  readonly root: string;
  /** Processes at once. */
  readonly jobs: number;
  /** Ends the runs, which save, and starts no other. */
  readonly signal: AbortSignal;
  /** Told of each run that is begun or gone on with. */
  readonly onBegun: (cell: Cell) => void;
  /** Told of each run that has ended. */
  readonly onEnded: (cell: Cell, failure: string | null, done: number) => void;
}

/**
 * Trains all runs of an experiment that have not ended yet.
 *
 * @returns the runs that failed, with the reason of each
 * @throws {WriteError} if what they are to do cannot be written down; those that go on are ended then.
 */
export async function runAll(cells: readonly Cell[], options: RunAllOptions): Promise<Map<Cell, string>> {
  const { main, root, jobs, signal, onBegun, onEnded } = options;
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
      await unheld(new RunFolder(join(root, cell.folder)), signal);
      if (signal.aborted) return;
      const { process: child, ended } = runCell(main, root, cell);
      running.add(child);
      onBegun(cell);
      const failure = await ended;
      running.delete(child);
      if (signal.aborted) return;
      if (failure !== null) failures.set(cell, failure);
      done += 1;
      onEnded(cell, failure, done);
    }
  };
  const orEndAll = (error: unknown) => {
    waiting.length = 0;
    stop();
    throw error;
  };
  const workers = Array.from({ length: jobs }, () => work().catch(orEndAll));
  // Whatever becomes of one, none is left alone.
  const [failed] = (await Promise.allSettled(workers)).filter(({ status }) => status === "rejected");
  signal.removeEventListener("abort", stop);
  if (failed?.status === "rejected") throw failed.reason;
  return failures;
}

/** Waits until a process that was left alone, when the one that had begun it was killed, has saved and ended. */
async function unheld({ lock }: RunFolder, signal: AbortSignal): Promise<void> {
  for (let waited = 0; lockedBy(lock) !== null && !signal.aborted && waited < 60_000; waited += 100)
    await setTimeout(100);
}
