import type { Batch, TaskInfo } from "@equipoise/datasets";
import { equal, everyStep, type PeriodRecord, type PerTask, type StepState } from "@equipoise/lsb";
import {
  type HostTensor,
  loadStateDict,
  type MultiTaskNetwork,
  type NamedTensors,
  type Optimizer,
  stateDict,
} from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Method } from "../balancing/method.ts";
import { PeriodWeighing } from "../balancing/period-weighing.ts";
import { RuleWeighing } from "../balancing/rule-weighing.ts";
import { BatchTensors } from "./batch-tensors.ts";
import { GradientStep } from "./gradient-step.ts";
import { type OnNan, type Precision, PrecisionPolicy } from "./precision.ts";
import { SkippedSteps } from "./skipped-steps.ts";
import type { StepParts } from "./step-parts.ts";
import type { LatestStep, TrainingStep } from "./training-step.ts";
import { WeightedStep } from "./weighted-step.ts";

export interface TrainerOptions {
  /** How the losses are balanced; default: all weights are 1. */
  readonly method?: Method;
  /** The balancer's state to go on from; default: before the first period. */
  readonly balancer?: StepState | null;
  /** What the loss of a task is multiplied by before it is balanced; default 1. */
  readonly lossFactors?: PerTask;
  readonly precision?: Precision;
  readonly onNan?: OnNan;
}

/** Trains a network for several tasks, their losses balanced by a method. */
export class Trainer {
  readonly #parts: StepParts;
  readonly #method: Method;
  readonly #step: TrainingStep;
  #batch: BatchTensors | null = null;
  /** Pixels with a target in the latest batch. */
  #labelled: Batch["labelled"] = {};

  /** @throws {DeviceError} if `precision` is `mixed` and the adapter has no half precision. */
  constructor(
    device: Device,
    network: MultiTaskNetwork,
    tasks: readonly TaskInfo[],
    optimizer: Optimizer,
    options: TrainerOptions = {},
  ) {
    const { precision = "single", onNan = "stop", balancer = null, lossFactors = {} } = options;
    const { method = { acts: "periods", balancer: everyStep(equal()) } } = options;
    this.#method = method;
    this.#parts = {
      device,
      network,
      tasks,
      lossFactors,
      optimizer,
      precision: new PrecisionPolicy(device, precision, onNan),
      skipped: onNan === "skip" ? new SkippedSteps(device, network) : null,
    };
    const names = tasks.map(({ name }) => name);
    this.#step = stepOf(this.#parts, method, balancer ?? method.balancer.init(names));
  }

  /** The balancer's state: that of the period's start, or of now, where the host is told of every step. */
  get balancer(): StepState {
    return this.#step.state;
  }

  /**
   * Hands one step of training to the device; nothing is read back, unless its weights follow from gradients. The first
   * step is recorded and takes longer. Every batch must have the size of the first.
   *
   * @throws {LossError} if weights that follow from gradients cannot be made of a loss.
   */
  async step(batch: Batch, lr: number): Promise<void> {
    const { device, tasks, optimizer } = this.#parts;
    const tensors = (this.#batch ??= new BatchTensors(device, tasks, batch));
    tensors.load(batch);
    this.#labelled = batch.labelled;
    optimizer.setLearningRate(lr);
    await this.#step.run(tensors, lr);
  }

  /** Reads how many steps were skipped because a number was not finite. */
  async skipped(): Promise<{ total: number; inARow: number }> {
    return (await this.#parts.skipped?.read()) ?? { total: 0, inARow: 0 };
  }

  /** Reads the losses of the latest step, 0 without a label, and its weights where they are made on the device. */
  latest(): Promise<LatestStep> {
    return this.#step.latest();
  }

  /** Whether the latest batch had a label of a task. */
  hadLabel(task: string): boolean {
    return this.#labelled[task]! > 0;
  }

  /** @throws {LossError} naming the task and the step, if a step that may not be skipped had a loss that cannot be balanced. */
  async check(): Promise<void> {
    if (!this.#parts.skipped) await this.#step.check();
  }

  /** Ends a period of the balancer, and puts the weights of the next in force. @throws {LossError} as {@link check}. */
  async endPeriod(): Promise<PeriodRecord> {
    await this.check();
    const { state, record } = this.#method.balancer.observe(await this.#step.end());
    this.#step.begin(state);
    return record;
  }

  /** All that its steps change: network, optimiser, scale, and what the balancer keeps. The state itself, not a copy. */
  stateDict(): NamedTensors {
    return Object.fromEntries(
      Object.entries(this.#saved()).flatMap(([part, { stateDict }]) =>
        Object.entries(stateDict()).map(([name, tensor]) => [`${part}.${name}`, tensor] as const),
      ),
    );
  }

  /** Goes on from a saved state. @throws {CheckpointError} if it is that of another network or optimiser. */
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    for (const [part, { loadStateDict }] of Object.entries(this.#saved())) {
      const own = Object.entries(state).filter(([name]) => name.startsWith(`${part}.`));
      loadStateDict(Object.fromEntries(own.map(([name, tensor]) => [name.slice(part.length + 1), tensor])));
    }
  }

  #saved(): Readonly<Record<string, Saved>> {
    const { network, optimizer, precision, skipped } = this.#parts;
    return {
      network: {
        stateDict: () => stateDict(network),
        loadStateDict: (state) => loadStateDict(network, state),
      },
      optimizer: saved(optimizer),
      precision: saved(precision),
      balancer: saved(this.#step),
      ...(skipped && { skipped: saved(skipped) }),
    };
  }
}

function stepOf(parts: StepParts, method: Method, state: StepState): TrainingStep {
  const { device, tasks } = parts;
  const names = tasks.map(({ name }) => name);
  switch (method.acts) {
    case "periods":
      return new WeightedStep(parts, new PeriodWeighing(device, names), state);
    case "steps":
      return new WeightedStep(parts, new RuleWeighing(device, names, method), state);
    case "gradients":
      return new GradientStep(parts, method, state);
  }
}

interface Saved {
  stateDict(): NamedTensors;
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void;
}

const saved = (part: Saved): Saved => ({
  stateDict: () => part.stateDict(),
  loadStateDict: (state) => part.loadStateDict(state),
});
