import type { Device } from "../device/device.ts";
import type { Dispatch } from "../device/recorder.ts";
import type { Storage } from "../device/storage.ts";
import { GraphError } from "../errors.ts";
import type { Disposable } from "../scope.ts";

/** What a captured step takes. */
export interface CaptureStats {
  /** Kernels that a run dispatches, and those that the body asked for. */
  readonly dispatches: number;
  readonly launches: number;
  /** Bytes of the step's own memory, and those it needs at once at least: no layout could do with less. */
  readonly bytes: number;
  readonly leastBytes: number;
}

/** What a step is made of once it is recorded. */
export interface StepParts {
  readonly dispatches: readonly Dispatch[];
  /** Memory that stays as long as the step does. */
  readonly held: readonly Storage[];
  /** Memory of the results that were made in the step. */
  readonly placed: readonly Storage[];
  /** Memory that a run changes and that is read outside of it. */
  readonly changed: readonly Storage[];
  /** The tensors that the body made and returned. */
  readonly owned: readonly Disposable[];
}

/** A step that was recorded once: each run gives the GPU the same dispatches, with the numbers that tensors hold then. */
export class CapturedStep<T> {
  /** What the body returned; its tensors hold the values of the latest run. */
  readonly result: T;
  readonly stats: CaptureStats;
  readonly #device: Device;
  #parts: StepParts | null;

  constructor(device: Device, result: T, stats: CaptureStats, parts: StepParts) {
    this.#device = device;
    this.result = result;
    this.stats = stats;
    this.#parts = parts;
  }

  /**
   * Runs the step once, as one submit: no buffer, bind group or pipeline is made, and nothing is read back. Gradients
   * recorded outside over what it changes, its results among it, are refused from now on.
   *
   * @throws {GraphError} if the step was disposed of.
   * @throws {DeviceError} if the device was lost or destroyed, or ran out of memory.
   */
  run(): void {
    if (!this.#parts)
      throw new GraphError("run: expected a captured step in use; got one that was disposed of");
    this.#device.submit(this.#parts.dispatches);
    for (const storage of this.#parts.changed) storage.touch();
  }

  /** Frees the memory of the step and of the results made in it. */
  dispose(): void {
    if (!this.#parts) return;
    const { owned, placed, held } = this.#parts;
    this.#parts = null;
    for (const tensor of owned) tensor.dispose();
    // Other tensors may stand over the same memory: they have to say that it is gone.
    for (const storage of placed) storage.place(null);
    for (const storage of held) storage.release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
