import type { Device } from "../device/device.ts";
import type { Storage } from "../device/storage.ts";
import { DeviceError } from "../errors.ts";
import { tensorsIn, withSurvivors } from "../scope.ts";
import { Tensor } from "../tensor.ts";
import { accesses } from "./accesses.ts";
import { CapturedStep } from "./captured-step.ts";
import { fuse } from "./fusion/index.ts";
import { planMemory } from "./plan-memory.ts";
import { prune } from "./prune.ts";
import { Tape } from "./tape.ts";

export interface CaptureOptions {
  /** What the memory of the step and its results may take; default any. */
  readonly maxBytes?: number;
}

/**
 * Records what `body` does on the device, without doing it, to be run any number of times: a training step, say.
 *
 * What changes from run to run must live in tensors made outside, and be written before the run: batches, learning
 * rates, task weights, seeds. `body` may do whatever works without reading: ops, gradients, optimisers. Memory is laid
 * out for the whole step, results that nobody reads are left out, and a run gives the same bits as the body itself.
 *
 * @param body returns the tensors to be read after runs, in arrays and plain objects; must not be asynchronous
 * @throws {GraphError} if the body writes tensors from the host, captures another step, or changes a tensor made in it
 *   from numbers.
 * @throws {KernelError} if the adapter refuses a kernel.
 * @throws {DeviceError} if a tensor would be larger than the adapter allows, or the step takes more than `maxBytes`; no
 *   memory was taken.
 */
export async function capture<T>(
  device: Device,
  body: () => T,
  { maxBytes = Number.POSITIVE_INFINITY }: CaptureOptions = {},
): Promise<CapturedStep<T>> {
  const tape = new Tape(device);
  const held: Storage[] = [];
  const place = (bytes: number, storages: readonly Storage[]) => {
    const memory = device.acquire(bytes, "capture");
    held.push(memory);
    for (const storage of storages) storage.place(memory.buffer);
  };
  try {
    const { result, survivors: owned } = device.divert(tape, () => withSurvivors(body));
    const outputs = new Set(
      [...tensorsIn(result)].filter((item) => item instanceof Tensor).map(({ storage }) => storage.root),
    );
    const outlives = (storage: Storage) => outputs.has(storage) || !tape.owns(storage);
    const launches = fuse(prune(tape.launches, outlives), outlives, device.profile.maxStorageBuffers);
    const plan = planMemory(launches, (storage) => !outlives(storage));
    const placed = [...outputs].filter((storage) => tape.owns(storage));
    const bytes = placed.reduce((sum, storage) => sum + storage.bytes, plan.bytes);
    if (bytes > maxBytes)
      throw new DeviceError(
        `capture: expected a step of at most ${maxBytes} bytes; got one of ${bytes}. Work on less at once`,
        "out-of-memory",
      );
    for (const { bytes, holds } of plan.buffers) place(bytes, holds);
    for (const storage of placed) place(storage.bytes, [storage]);
    const dispatches = await device.prepare(launches);
    // What is bound now is no tensor's any more: one that left the body by another way would read what is there next.
    for (const { holds } of plan.buffers) for (const storage of holds) storage.place(null);
    const changed = [...new Set(launches.flatMap((bound) => accesses(bound).writes))].filter(outlives);
    const stats = {
      dispatches: launches.length,
      launches: tape.launches.length,
      bytes: plan.bytes,
      leastBytes: plan.leastBytes,
    };
    return new CapturedStep(device, result, stats, {
      dispatches,
      held: [...tape.held, ...held],
      placed,
      changed,
      owned,
    });
  } catch (error) {
    for (const storage of [...tape.held, ...held]) storage.release();
    throw error;
  }
}
