import type { TaskInfo } from "@equipoise/datasets";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import { openDevice } from "@equipoise/tensor/node";
import type { Config } from "../config/schema.ts";
import { loadModel, readTasks } from "../run/model-file.ts";
import { openRunFolder, type RunFolder } from "../run/run-folder.ts";
import { createNetwork } from "../training/network.ts";
import { latestRun } from "./latest-run.ts";
import { typedPath } from "./typed-path.ts";

/** A trained network, ready to predict. */
export interface SavedRun {
  readonly folder: RunFolder;
  readonly config: Config;
  readonly tasks: readonly TaskInfo[];
  readonly device: Device;
  readonly network: MultiTaskNetwork;
}

/**
 * Opens a run that has ended.
 *
 * @param path its folder as typed; default the latest below `runs`
 * @throws {ConfigError} if it is no such folder, or its weights are of another network.
 */
export async function openSavedRun(path: string | undefined): Promise<SavedRun> {
  const { folder, config } = openRunFolder(path === undefined ? latestRun("ended") : typedPath(path));
  const tasks = readTasks(folder.model);
  const { device, reason } = await openDevice();
  process.stdout.write(`run: ${folder.path}\nadapter: ${reason}\n`);
  const network = createNetwork(device, config, tasks);
  loadModel(folder.model, network);
  return { folder, config, tasks, device, network };
}
