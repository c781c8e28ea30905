import type { Device } from "../device/device.ts";
import type { Dispatch } from "../device/recorder.ts";
import type { Storage } from "../device/storage.ts";
import { GraphError } from "../errors.ts";
import { keep, scope, tensorsIn } from "../scope.ts";
import { Tensor } from "../tensor.ts";
import { fuse } from "./fusion/index.ts";
import { planMemory } from "./plan-memory.ts";
import { prune } from "./prune.ts";
import { Tape } from "./tape.ts";

/** What a captured step takes. */
export interface CaptureStats {
  /** Kernels that a run dispatches, and those that the body asked for. */
  readonly dispatches: number;
  readonly launches: number;
  /** Bytes of the step's own memory, and those it needs at once at least: no layout could do with less. */
  readonly bytes: number;
  readonly leastBytes: number;
}

/** A step that was recorded once: each run gives the GPU the same dispatches, with the numbers that tensors hold then. */
export class CapturedStep<T> {
  /** What the body returned; its tensors hold the values of the latest run. */
  readonly result: T;
  readonly stats: CaptureStats;
  readonly #device: Device;
  readonly #held: readonly Storage[];
  #dispatches: readonly Dispatch[] | null;

  constructor(
    device: Device,
    result: T,
    dispatches: readonly Dispatch[],
    stats: CaptureStats,
    held: readonly Storage[],
  ) {
    this.#device = device;
    this.result = result;
    this.#dispatches = dispatches;
    this.stats = stats;
    this.#held = held;
  }

  /**
   * Runs the step once, as one submit: no buffer, bind group or pipeline is made, and nothing is read back.
   *
   * @throws {GraphError} if the step was disposed of.
   * @throws {DeviceError} if the device was lost or destroyed, or ran out of memory.
   */
  run(): void {
    if (!this.#dispatches)
      throw new GraphError("run: expected a captured step in use; got one that was disposed of");
    this.#device.submit(this.#dispatches);
  }

  /** Frees the memory of the step and of its result. */
  dispose(): void {
    if (!this.#dispatches) return;
    this.#dispatches = null;
    for (const tensor of tensorsIn(this.result)) tensor.dispose();
    for (const storage of this.#held) storage.release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
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
 * @throws {DeviceError} if a tensor would be larger than the adapter allows.
 */
export async function capture<T>(device: Device, body: () => T): Promise<CapturedStep<T>> {
  const tape = new Tape(device);
  const held: Storage[] = [];
  try {
    const result = device.divert(tape, () => scope(body));
    const results = [...tensorsIn(result)].filter((item): item is Tensor => item instanceof Tensor);
    for (const tensor of results) keep(tensor);
    const outputs = new Set(results.map(({ storage }) => storage.root));
    const outlives = (storage: Storage) => outputs.has(storage) || !tape.owns(storage);
    const launches = fuse(prune(tape.launches, outlives), outlives, device.profile.maxStorageBuffers);
    const plan = planMemory(launches, (storage) => !outlives(storage));
    const place = (bytes: number, storages: Iterable<Storage>) => {
      const memory = device.acquire(bytes, "capture");
      held.push(memory);
      for (const storage of storages) storage.place(memory.buffer);
    };
    for (const { bytes, holds } of plan.buffers) place(bytes, holds);
    for (const storage of outputs) if (tape.owns(storage)) place(storage.bytes, [storage]);
    const stats = {
      dispatches: launches.length,
      launches: tape.launches.length,
      bytes: plan.bytes,
      leastBytes: plan.leastBytes,
    };
    return new CapturedStep(device, result, await device.prepare(launches), stats, [...tape.held, ...held]);
  } catch (error) {
    for (const storage of [...tape.held, ...held]) storage.release();
    throw error;
  }
}
