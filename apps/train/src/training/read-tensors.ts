import type { HostTensor, NamedTensors } from "@equipoise/nn";

/** The values of tensors, by name; waits for the device. */
export async function readTensors(tensors: NamedTensors): Promise<Record<string, HostTensor>> {
  // All asked for before the first is waited for: one trip to the device, not one for each.
  const reads = Object.entries(tensors).map(
    async ([name, tensor]) => [name, { shape: tensor.shape, data: await tensor.read() }] as const,
  );
  return Object.fromEntries(await Promise.all(reads));
}
