import type { Device } from "@equipoise/tensor";

/** A step of training whose time is taken as a whole. */
export interface TrainingStep {
  readonly network: string;
  /** Images, size, tasks and optimiser. */
  readonly case: string;
  /**
   * Makes the network and a batch on a device of its own.
   *
   * @returns records one step: forward, losses, gradients, optimiser
   */
  make(device: Device): () => void;
}
