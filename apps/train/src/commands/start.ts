import { existsSync } from "node:fs";
import { join } from "node:path";
import { type ConfigOptions, loadConfig } from "../config/load.ts";
import { writeBrokenList } from "../run/broken-list.ts";
import { readEvents } from "../run/event-log.ts";
import { checkFree, createRunFolder, type RunFolder } from "../run/run-folder.ts";
import { WriteError } from "../run/write-error.ts";
import { planOf } from "../training/plan.ts";
import { loadPretrained } from "../training/pretrained.ts";
import { Interruption } from "./interruption.ts";
import { openMachine } from "./machine.ts";
import { trainRun } from "./train-run.ts";
import { typedFolder, typedPath } from "./typed-path.ts";
import { openWholeImages } from "./whole-images.ts";

/** Options of `start`, as typed. */
export interface StartOptions extends ConfigOptions {
  readonly out?: string;
}

/** Trains a network and leaves a run folder with its log, weights, pictures and report. */
export async function start(options: StartOptions): Promise<void> {
  const asked = loadConfig(options, typedFolder());
  if (options.out) checkFree(typedPath(options.out));
  const { dataset, config, broken } = await openWholeImages(asked, null);
  planOf(config, dataset);
  const machine = await openMachine(config, dataset);
  // What is refused is refused before there is a folder.
  loadPretrained(machine.network, config);
  const out = typedPath(options.out ?? join("runs", runName(dataset.name, config.balancer.name)));
  const { folder, lock, discard } = createRunFolder(out, config);
  process.stdout.write(`run: ${folder.path}\n`);
  try {
    if (broken) writeBrokenList(folder.broken, broken);
    await trainRun({ folder, config, dataset }, machine);
  } catch (error) {
    // For want of room is no reason to begin anew: the message says to go on.
    if (!(error instanceof Interruption || error instanceof WriteError) && !hasTrained(folder)) discard();
    throw error;
  } finally {
    lock.release();
  }
}

/** Whether a run has something to look at, or to go on from. */
const hasTrained = ({ events, checkpoints }: RunFolder): boolean =>
  existsSync(checkpoints) ||
  (existsSync(events) && readEvents(events).some(({ event }) => event === "step" || event === "period"));

/** A name that no earlier run has, in order of time. */
function runName(dataset: string, balancer: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(":", "-");
  return `${time}-${dataset}-${balancer}`;
}
