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
import { writeWhole } from "./run-folder.ts";

/** Writes a network's weights under PyTorch's names, and beside them the tasks it predicts. */
export async function saveModel(
  path: string,
  network: MultiTaskNetwork,
  tasks: readonly TaskInfo[],
): Promise<void> {
  const values: Record<string, { shape: readonly number[]; data: Float32Array }> = {};
  for (const [name, tensor] of Object.entries(stateDict(network)))
    values[name] = { shape: tensor.shape, data: (await tensor.read()) as Float32Array };
  writeWhole(path, encodeSafetensors(values, { tasks: JSON.stringify(tasks) }));
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
