import type { Batch, TaskInfo } from "@equipoise/datasets";
import type { PeriodSums, PerTask } from "@equipoise/lsb";
import { type MultiTaskNetwork, type Optimizer, parameters } from "@equipoise/nn";
import {
  concat,
  type Device,
  gradients,
  mul,
  reshape,
  scope,
  sum,
  type Tensor,
  zeros,
} from "@equipoise/tensor";
import { BatchTensors } from "./batch-tensors.ts";
import { PeriodMeter } from "./period-meter.ts";
import { taskLoss } from "./task-loss.ts";

/** Trains a network for several tasks by the weighted sum of their losses, Σ w_k L_k. */
export class Trainer {
  readonly #device: Device;
  readonly #network: MultiTaskNetwork;
  readonly #tasks: readonly TaskInfo[];
  readonly #optimizer: Optimizer;
  /** `[K]`, the weights in force. */
  readonly #weights: Tensor;
  readonly #meter: PeriodMeter;
  #batch: BatchTensors | null = null;
  /** `[K]`, the losses of the latest step. */
  #losses: Tensor | null = null;

  constructor(device: Device, network: MultiTaskNetwork, tasks: readonly TaskInfo[], optimizer: Optimizer) {
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

  /** Records one step of training; nothing is read back. Every batch must have the size of the first. */
  step(batch: Batch, lr: number): void {
    this.#batch ??= new BatchTensors(this.#device, this.#tasks, batch);
    const { image, targets, labelled } = this.#batch;
    this.#batch.load(batch);
    this.#losses?.dispose();
    this.#losses = scope(() => {
      const outputs = this.#network.forward(image, "train");
      const losses = concat(
        this.#tasks.map(({ name }) => reshape(taskLoss(outputs[name]!, targets[name]!), [1])),
        0,
      );
      const trained = parameters(this.#network);
      const overall = sum(mul(losses, this.#weights));
      const made = gradients(overall, Object.values(trained));
      this.#optimizer.step(Object.fromEntries(Object.keys(trained).map((name, i) => [name, made[i]!])), lr);
      this.#meter.add(losses, labelled);
      return losses.detach();
    });
    this.#device.flush();
  }

  /** Reads the losses of the latest step. */
  async losses(): Promise<PerTask> {
    const values = await this.#losses!.read();
    return Object.fromEntries(this.#tasks.map(({ name }, k) => [name, values[k]!]));
  }

  /** Reads the sums of the losses since the period's start, and starts the next. */
  endPeriod(): Promise<PeriodSums> {
    return this.#meter.end();
  }
}

const names = (tasks: readonly TaskInfo[]): string[] => tasks.map(({ name }) => name);
