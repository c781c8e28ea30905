import { existsSync } from "node:fs";
import { parseConfig } from "../config/parse.ts";
import { writeBrokenList } from "../run/broken-list.ts";
import { hasEnded, holdRunFolder } from "../run/run-folder.ts";
import { latestRun } from "./latest-run.ts";
import { openMachine } from "./machine.ts";
import { trainRun } from "./train-run.ts";
import { typedPath } from "./typed-path.ts";
import { openWholeImages } from "./whole-images.ts";

/** Options of `resume`, as typed. */
export interface ResumeOptions {
  readonly onNan?: string;
}

/**
 * Goes on with a run that was interrupted, from its latest checkpoint, as if it had never stopped.
 *
 * @param path its folder as typed; default the latest below `runs` that has not ended
 */
export async function resume(path: string | undefined, { onNan }: ResumeOptions): Promise<void> {
  const {
    folder,
    config: own,
    lock,
  } = holdRunFolder(path === undefined ? latestRun("begun") : typedPath(path));
  try {
    if (hasEnded(folder)) {
      process.stdout.write(`${folder.path}: the run has ended; nothing is left to do\n`);
      return;
    }
    process.stdout.write(`run: ${folder.path}\n`);
    const asked = onNan ? parseConfig({ ...own, train: { ...own.train, onNan } }, `--on-nan ${onNan}`) : own;
    const { dataset, config, broken } = await openWholeImages(asked, folder.broken);
    // A run that was stopped before it had its list has not trained either.
    if (broken && !existsSync(folder.broken)) writeBrokenList(folder.broken, broken);
    await trainRun({ folder, config, dataset }, await openMachine(config, dataset));
  } finally {
    lock.release();
  }
}
