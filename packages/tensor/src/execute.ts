import { commonDevice } from "./apply.ts";
import type { Storage } from "./device/storage.ts";
import type { Launch } from "./op.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Records launches that change tensors in place, outside the graph of gradients: an optimiser's step, a running sum.
 * What they write beside that is theirs alone and freed at the end.
 *
 * @param name names the launches in errors
 * @param tensors the tensors that launches read and update, by the names they use; at least one
 * @throws {DeviceError} if they are on several devices, or one that is written would be too large.
 */
export function execute(
  name: string,
  launches: readonly Launch[],
  tensors: Readonly<Record<string, Tensor>>,
): void {
  const given = Object.entries(tensors);
  const device = commonDevice(name, given);
  const storages = new Map<string, Storage>(given.map(([key, { storage }]) => [key, storage]));
  device.launch(name, launches, storages);
  for (const [key] of given) storages.delete(key);
  for (const temporary of storages.values()) temporary.release();
}
