import type { PerTask, StepState } from "@equipoise/lsb";
import type { HostTensor, NamedTensors } from "@equipoise/nn";
import type { Tensor } from "@equipoise/tensor";

/** A step of training on the device as a balancer sees it. */
export interface SeenStep {
  /** `[K]`, unweighted. */
  readonly losses: Tensor;
  /** `[K]`: 1 for a task with a labelled pixel in the batch, else 0. */
  readonly labelled: Tensor;
}

/** What a balancer does in a step that is captured: nothing is read back. */
export interface Weighing {
  /** Sets the network's learning rate of the steps from here on. */
  setLearningRate(lr: number): void;
  /**
   * Records the weights of a step.
   *
   * @returns `weights` `[K]`; and, where losses may be refused, `refusal`, a scalar: NaN if one of the step cannot be
   *   weighed, else 0. Added to the overall loss it makes that step one that is not finite.
   */
  weigh(step: SeenStep): { readonly weights: Tensor; readonly refusal?: Tensor };
  /** Records what is learned from a step, unless its `skip`, a scalar, is not 0. */
  learn(step: SeenStep, skip?: Tensor): void;
  /**
   * Records what is learned from the losses `[K]` of the same batch after the step, unless its `skip` is not 0 or one of
   * them cannot be weighed; only if it wants them.
   */
  readonly lookBack?: (step: SeenStep, after: Tensor, skip?: Tensor) => void;
  /** The weights of the latest step; `state` is that of the period's start. */
  latest(state: StepState): PerTask | Promise<PerTask>;
  /** @throws {LossError} naming the task and the step, if a loss was refused since the period's start. */
  check(state: StepState): Promise<void>;
  /** The state at the period's end, read from the device, where the next period begins. */
  end(state: StepState): Promise<StepState>;
  /** Goes on from the state of a period's start. */
  begin(state: StepState): void;
  /** What steps change on the device. */
  stateDict(): NamedTensors;
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void;
}
