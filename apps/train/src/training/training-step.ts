import type { PerTask, StepState } from "@equipoise/lsb";
import type { HostTensor, NamedTensors } from "@equipoise/nn";
import type { BatchTensors } from "./batch-tensors.ts";

/** What a step was trained with. */
export interface LatestStep {
  /** Unweighted. */
  readonly losses: PerTask;
  readonly weights: PerTask;
}

/** How a network is trained on a batch and its balancer told of it. */
export interface TrainingStep {
  /** The balancer's state: that of the period's start, or of now, where the host is told of every step. */
  readonly state: StepState;
  /** Trains on the batch; what is waited for is the first recording, or numbers that the host has to know. */
  run(batch: BatchTensors, lr: number): Promise<void>;
  /** Reads what the latest step was trained with. */
  latest(): Promise<LatestStep>;
  /** @throws {LossError} naming the task and the step, if a loss was met that cannot be balanced. */
  check(): Promise<void>;
  /** The state at the period's end. */
  end(): Promise<StepState>;
  /** Goes on from the state of a period's start. */
  begin(state: StepState): void;
  /** What steps change on the device beside network and optimiser. */
  stateDict(): NamedTensors;
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void;
}
