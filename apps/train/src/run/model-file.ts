import { readFileSync } from "node:fs";
import type { TaskInfo } from "@equipoise/datasets";
import {
  decodeSafetensors,
  encodeSafetensors,
  loadStateDict,
  type MultiTaskNetwork,
  stateDict,
} from "@equipoise/nn";
import { ConfigError } from "../config/config-error.ts";
import { readTensors } from "../training/read-tensors.ts";
import { writeWhole } from "./write-whole.ts";

/** Writes a network's weights under PyTorch's names, and beside them the tasks it predicts. */
export async function saveModel(
  path: string,
  network: MultiTaskNetwork,
  tasks: readonly TaskInfo[],
): Promise<void> {
  writeWhole(
    path,
    encodeSafetensors(await readTensors(stateDict(network)), { tasks: JSON.stringify(tasks) }),
  );
}

/** The tasks that a saved network predicts. @throws {ConfigError} if the file is not one that a run wrote. */
export function readTasks(path: string): readonly TaskInfo[] {
  const tasks = decodeSafetensors(readFileSync(path)).metadata["tasks"];
  if (tasks === undefined)
    throw new ConfigError(`${path}: expected the network of a run; got a safetensors file without its tasks`);
  return JSON.parse(tasks) as readonly TaskInfo[];
}

/** Loads weights into a network. @throws if the file is of another network; the message names the first difference. */
export function loadModel(path: string, network: MultiTaskNetwork): void {
  loadStateDict(network, decodeSafetensors(readFileSync(path)).tensors);
}
