import type { NamedTensors } from "../layer.ts";

/** Changes parameters in place by their gradients, on the device. */
export interface Optimizer {
  /**
   * Records one step.
   *
   * @param gradients by the parameters' names, of their shapes
   * @param lr the learning rate of this step
   */
  step(gradients: NamedTensors, lr: number): void;
}
