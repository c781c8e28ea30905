import type { Device } from "../device/device.ts";
import type { BoundLaunch, Sink } from "../device/recorder.ts";
import { Storage, type StorageOwner } from "../device/storage.ts";
import { GraphError } from "../errors.ts";

let storagesMade = 0;

/** Takes the launches of a step in place of the GPU. Memory that the step asks for is named here, and laid out later. */
export class Tape implements Sink, StorageOwner {
  readonly launches: BoundLaunch[] = [];
  /** Memory that the step was given, or that holds its constants: it stays as long as the step does. */
  readonly held: Storage[] = [];
  readonly #device: Device;
  readonly #own = new Set<Storage>();
  readonly #constants = new Set<Storage>();
  readonly #given = new Set<Storage>();
  /** All that launches work on: what the host writes into it would not be there in the next run. */
  readonly #bound = new Set<Storage>();

  constructor(device: Device) {
    this.#device = device;
  }

  /** Whether the memory was named on this tape, and has no content before the step runs. */
  owns(storage: Storage): boolean {
    return this.#own.has(storage);
  }

  allocate(bytes: number): Storage {
    // Below the ids of a pool's storage.
    const storage = new Storage(-++storagesMade, bytes, this);
    this.#own.add(storage);
    return storage;
  }

  record(bound: BoundLaunch): void {
    this.launches.push(bound);
    for (const { root: storage } of bound.tensors) {
      this.#bound.add(storage);
      if (this.#own.has(storage) || this.#constants.has(storage) || this.#given.has(storage)) continue;
      this.#given.add(storage);
      this.held.push(storage.retain());
    }
    for (const name of bound.launch.updates ?? []) this.#refuseConstant(bound, name);
  }

  admit(storage: Storage): void {
    if (this.#bound.has(storage) || !this.#own.delete(storage))
      throw new GraphError(
        "capture: expected a step that writes no tensor from the host; got a write, which no run would make again. " +
          "Write before each run",
      );
    const memory = this.#device.acquire(storage.bytes, "capture");
    storage.place(memory.buffer);
    this.held.push(memory);
    this.#constants.add(storage);
  }

  /** Memory is laid out by where it is used, not by when it is let go of. */
  recycle(): void {}

  #refuseConstant({ label, launch, tensors }: BoundLaunch, name: string): void {
    if (this.#constants.has(tensors[launch.reads.length + launch.updates!.indexOf(name)]!.root))
      throw new GraphError(
        `${label}: expected a captured step to change tensors that it was given; got one made in it from numbers, ` +
          "which would not be as it was in the next run. Make it outside",
      );
  }
}
