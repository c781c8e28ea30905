import type { Batch, TaskInfo } from "@equipoise/datasets";
import type { PeriodSums, PerTask } from "@equipoise/lsb";
import {
  type HostTensor,
  loadStateDict,
  type MultiTaskNetwork,
  type NamedTensors,
  type Optimizer,
  parameters,
  stateDict,
} from "@equipoise/nn";
import {
  type CapturedStep,
  capture,
  concat,
  type Device,
  mul,
  reshape,
  sum,
  type Tensor,
  zeros,
} from "@equipoise/tensor";
import { BatchTensors } from "./batch-tensors.ts";
import { PeriodMeter } from "./period-meter.ts";
import { type OnNan, type Precision, PrecisionPolicy } from "./precision.ts";
import { SkippedSteps } from "./skipped-steps.ts";
import { taskLoss } from "./task-loss.ts";

export interface TrainerOptions {
  readonly precision?: Precision;
  readonly onNan?: OnNan;
}

/** Trains a network for several tasks by the weighted sum of their losses, Σ w_k L_k. */
export class Trainer {
  readonly #device: Device;
  readonly #network: MultiTaskNetwork;
  readonly #tasks: readonly TaskInfo[];
  readonly #optimizer: Optimizer;
  readonly #precision: PrecisionPolicy;
  /** Null where a step that is not finite ends the run. */
  readonly #skipped: SkippedSteps | null;
  /** `[K]`, the weights in force. */
  readonly #weights: Tensor;
  readonly #meter: PeriodMeter;
  #batch: BatchTensors | null = null;
  /** The step, recorded once; its result is `[K]`, the losses of the latest. */
  #step: CapturedStep<Tensor> | null = null;

  /** @throws {DeviceError} if `precision` is `mixed` and the adapter has no half precision. */
  constructor(
    device: Device,
    network: MultiTaskNetwork,
    tasks: readonly TaskInfo[],
    optimizer: Optimizer,
    { precision = "single", onNan = "stop" }: TrainerOptions = {},
  ) {
    this.#precision = new PrecisionPolicy(device, precision, onNan);
    this.#skipped = onNan === "skip" ? new SkippedSteps(device, network) : null;
    this.#device = device;
    this.#network = network;
    this.#tasks = tasks;
    this.#optimizer = optimizer;
    this.#weights = zeros(device, [tasks.length]);
    this.#meter = new PeriodMeter(device, names(tasks));
  }

  /** Puts weights in force from the next step on. */
  setWeights(weights: PerTask): void {
    this.#weights.write(Float32Array.from(this.#tasks, ({ name }) => weights[name]!));
  }

  /**
   * Hands one step of training to the device; nothing is read back. The first step is recorded and takes longer. Every
   * batch must have the size of the first.
   */
  async step(batch: Batch, lr: number): Promise<void> {
    const tensors = (this.#batch ??= new BatchTensors(this.#device, this.#tasks, batch));
    this.#step ??= await capture(this.#device, () => this.#train(tensors));
    tensors.load(batch);
    this.#optimizer.setLearningRate(lr);
    this.#step.run();
  }

  #train({ image, targets, labelled }: BatchTensors): Tensor {
    const before = this.#skipped?.remember() ?? [];
    const losses = this.#precision.forward(() => {
      const outputs = this.#network.forward(image, "train");
      return concat(
        this.#tasks.map(({ name }) => reshape(taskLoss(outputs[name]!, targets[name]!), [1])),
        0,
      );
    });
    const trained = parameters(this.#network);
    const overall = sum(mul(losses, this.#weights));
    const { gradients, ...options } = this.#precision.gradients(overall, Object.values(trained));
    const named = Object.fromEntries(Object.keys(trained).map((name, i) => [name, gradients[i]!]));
    this.#optimizer.step(named, options);
    this.#precision.update();
    if (this.#skipped && options.skip) {
      this.#skipped.conclude(options.skip, before);
      this.#meter.add(losses, labelled, options.skip);
    } else this.#meter.add(losses, labelled);
    return losses.detach();
  }

  /** Reads how many steps were skipped because a number was not finite. */
  async skipped(): Promise<{ total: number; inARow: number }> {
    return (await this.#skipped?.read()) ?? { total: 0, inARow: 0 };
  }

  /** Reads the losses of the latest step. */
  async losses(): Promise<PerTask> {
    const values = await this.#step!.result.read();
    return Object.fromEntries(this.#tasks.map(({ name }, k) => [name, values[k]!]));
  }

  /** Reads the sums of the losses since the period's start, and starts the next. */
  endPeriod(): Promise<PeriodSums> {
    return this.#meter.end();
  }

  /** All that its steps change: network, optimiser, scale, and sums of the period. The state itself, not a copy. */
  stateDict(): NamedTensors {
    return Object.fromEntries(
      Object.entries(this.#parts()).flatMap(([part, { stateDict }]) =>
        Object.entries(stateDict()).map(([name, tensor]) => [`${part}.${name}`, tensor] as const),
      ),
    );
  }

  /** Goes on from a saved state. @throws {CheckpointError} if it is that of another network or optimiser. */
  loadStateDict(state: Readonly<Record<string, HostTensor>>): void {
    for (const [part, { loadStateDict }] of Object.entries(this.#parts())) {
      const own = Object.entries(state).filter(([name]) => name.startsWith(`${part}.`));
      loadStateDict(Object.fromEntries(own.map(([name, tensor]) => [name.slice(part.length + 1), tensor])));
    }
  }

  #parts(): Readonly<Record<string, Saved>> {
    return {
      network: {
        stateDict: () => stateDict(this.#network),
        loadStateDict: (state) => loadStateDict(this.#network, state),
      },
      optimizer: saved(this.#optimizer),
      precision: saved(this.#precision),
      period: saved(this.#meter),
      ...(this.#skipped && { skipped: saved(this.#skipped) }),
    };
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

const names = (tasks: readonly TaskInfo[]): string[] => tasks.map(({ name }) => name);
