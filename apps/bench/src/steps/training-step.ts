import type { Device } from "@equipoise/tensor";

/** A step of training whose time is taken as a whole. */
export interface TrainingStep {
  readonly network: string;
  /** Images, size, tasks and optimiser. */
  readonly case: string;
  /**
   * Whether it takes software adapters minutes, which measure it only where a filter is given, and more memory than
   * Dawn's null backend has, 512 MiB.
   */
  readonly large?: boolean;
  /**
   * Makes the network and a batch on a device of its own.
   *
   * @returns records one step: forward, losses, gradients, optimiser
   */
  make(device: Device): () => void;
}
