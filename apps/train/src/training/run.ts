import type { Dataset } from "@equipoise/datasets";
import { type Balancer, type PerTask, periodMeans } from "@equipoise/lsb";
import type { HostTensor, MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { RunEvent } from "../events.ts";
import { createBalancer } from "./balancer.ts";
import { Cadence } from "./cadence.ts";
import { sizeOf } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { checkFinite, checkSkipped, checkTensors } from "./loss-check.ts";
import { createOptimizer } from "./optimizer.ts";
import { type Plan, planOf } from "./plan.ts";
import type { Position } from "./position.ts";
import { readTensors } from "./read-tensors.ts";
import { startEvent } from "./start-event.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Trainer } from "./trainer.ts";

/** A moment of a run, from which it goes on as if it had never stopped. */
interface Moment {
  /** What changes on the device, by name. */
  readonly tensors: Readonly<Record<string, HostTensor>>;
  readonly position: Position;
}

export interface RunOptions {
  readonly config: Config;
  readonly dataset: Dataset;
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  /** Where to go on; default the beginning. */
  readonly from?: Moment | null;
  /** Called with every event as it happens. */
  readonly onEvent: (event: RunEvent) => void;
  /** Called before each step with the weights in force; `step` counts from 1. */
  readonly onStep?: (step: number, steps: number, weights: PerTask) => void;
  /** Called after each evaluation, while the network rests. */
  readonly onEvaluated?: (at: { readonly epoch: number; readonly step: number }) => Promise<void>;
  /** Called with moments to go on from, as often as the configuration says, when it is stopped, and before its end. */
  readonly onMoment?: (moment: Moment) => void;
  /** Stops the run after the step that is being made. */
  readonly signal?: AbortSignal;
}

/**
 * Trains a network as a configuration says, from the beginning or a moment on.
 *
 * The host waits for the device only where a number is asked for: at the logging interval, at the end of a period, in
 * evaluations and for moments. Else it runs at most one step ahead.
 *
 * @returns whether it came to its end, or was stopped before
 * @throws {DataError} if an image or a target cannot be used.
 * @throws {TrainingError} if a number is not finite.
 * @throws {LossError} if a loss cannot be balanced.
 * @throws {CheckpointError} if the moment is that of another network.
 */
export async function run(options: RunOptions): Promise<"ended" | "stopped"> {
  const { signal } = options;
  const training = new Run(options);
  try {
    await training.go();
    return "ended";
  } catch (error) {
    if (!signal?.aborted || error !== signal.reason) throw error;
    await training.keep();
    return "stopped";
  }
}

class Run {
  readonly #options: RunOptions;
  readonly #plan: Plan;
  readonly #balancer: Balancer;
  readonly #trainer: Trainer;
  readonly #cadence: Cadence;
  readonly #whole: Stopwatch;
  readonly #training: Stopwatch;
  #at: Omit<Position, "milliseconds">;
  /** Steps of the latest line of losses. */
  #logged: number;

  constructor(options: RunOptions) {
    const { config, dataset, device, network, from } = options;
    const { precision, onNan } = config.train;
    this.#options = options;
    this.#plan = planOf(config, dataset);
    this.#balancer = createBalancer(config.balancer, Math.ceil(this.#plan.steps / this.#plan.periodSteps));
    const optimizer = createOptimizer(config.optimizer, network);
    this.#trainer = new Trainer(device, network, dataset.tasks, optimizer, { precision, onNan });
    const { milliseconds, ...at } = from?.position ?? {
      step: 0,
      evaluated: null,
      balancer: this.#balancer.init(dataset.tasks.map(({ name }) => name)),
      milliseconds: { whole: 0, training: 0 },
    };
    this.#at = at;
    this.#logged = at.step;
    this.#whole = new Stopwatch(milliseconds.whole);
    this.#training = new Stopwatch(milliseconds.training);
    this.#cadence = new Cadence(config.checkpoint, at.step);
    if (from) this.#trainer.loadStateDict(from.tensors);
  }

  get #weights(): PerTask {
    return this.#balancer.weights(this.#at.balancer);
  }

  async go(): Promise<void> {
    const { config, dataset, device, network, from, onEvent } = this.#options;
    const { stepsPerEpoch, steps } = this.#plan;
    if (!from) onEvent(startEvent(config, dataset, device, network));
    this.#trainer.setWeights(this.#weights);
    for (;;) {
      const epoch = this.#at.step / stepsPerEpoch;
      this.#training.pause();
      if (Number.isInteger(epoch) && this.#at.evaluated !== epoch && this.#evaluates(epoch))
        await this.#evaluate(epoch);
      if (this.#at.step === steps) break;
      this.#training.resume();
      await this.#epoch(Math.floor(epoch));
    }
    await this.keep();
    onEvent({
      event: "end",
      epochs: config.train.epochs,
      steps,
      seconds: this.#whole.total() / 1000,
      imagesPerSecond: (steps * config.train.batchSize) / (this.#training.total() / 1000),
      peakBytes: device.stats.peakBytes,
    });
  }

  /** Hands on the present moment. */
  async keep(): Promise<void> {
    const { onMoment } = this.#options;
    if (!onMoment) return;
    const tensors = await readTensors(this.#trainer.stateDict());
    checkTensors(tensors, this.#at.step);
    const milliseconds = { whole: this.#whole.total(), training: this.#training.total() };
    onMoment({ tensors, position: { ...this.#at, milliseconds } });
    this.#cadence.made(this.#at.step);
  }

  /** The steps of an epoch, counted from 0, that are still to be made. */
  async #epoch(epoch: number): Promise<void> {
    const { device, signal, onStep } = this.#options;
    const { batches, stepsPerEpoch, steps, rate, periodSteps } = this.#plan;
    let inFlight: Promise<void> = Promise.resolve();
    for await (const batch of batches(epoch, this.#at.step - epoch * stepsPerEpoch)) {
      const { step } = this.#at;
      onStep?.(step + 1, steps, this.#weights);
      await inFlight;
      await this.#trainer.step(batch, rate(step));
      inFlight = device.synchronize();
      // Reported where it is waited for; a loop that is left before that has a failure of its own.
      inFlight.catch(() => {});
      this.#at = { ...this.#at, step: step + 1 };
      if ((step + 1) % this.#options.config.train.logEvery === 0) await this.#log(epoch + 1, rate(step));
      if ((step + 1) % periodSteps === 0) await this.#endPeriod(epoch + 1);
      if (this.#cadence.due(step + 1)) await this.keep();
      signal?.throwIfAborted();
    }
    await inFlight;
  }

  async #log(epoch: number, lr: number): Promise<void> {
    const { step } = this.#at;
    const losses = await this.#trainer.losses();
    const skipped = await this.#trainer.skipped();
    if (this.#options.config.train.onNan === "stop") checkFinite(losses, step);
    else checkSkipped(skipped, step);
    const weights = this.#weights;
    const overall = Object.entries(losses).reduce((total, [task, loss]) => total + weights[task]! * loss, 0);
    const ms = this.#training.lap() / (step - this.#logged);
    this.#logged = step;
    this.#options.onEvent({
      event: "step",
      epoch,
      step,
      losses: Object.fromEntries(Object.entries(losses).map(([task, loss]) => [task, orNull(loss)])),
      overall: orNull(overall),
      lr,
      ms,
      ...(skipped.total > 0 && { skipped: skipped.total }),
    });
  }

  async #endPeriod(epoch: number): Promise<void> {
    const { step, balancer: before } = this.#at;
    const { state, record } = this.#balancer.observe(before, periodMeans(await this.#trainer.endPeriod()));
    const { period, carried, ...rest } = record;
    this.#options.onEvent({
      event: "period",
      period,
      epoch,
      step,
      ...rest,
      ...(carried.length > 0 && { carried }),
    });
    this.#at = { ...this.#at, balancer: state };
    this.#trainer.setWeights(this.#weights);
  }

  #evaluates(epoch: number): boolean {
    const { train, eval: evaluation } = this.#options.config;
    return epoch % evaluation.every === 0 || epoch === train.epochs;
  }

  async #evaluate(epoch: number): Promise<void> {
    const { config, device, network, dataset, signal, onEvent, onEvaluated } = this.#options;
    const { step } = this.#at;
    const { split, batchSize } = config.eval;
    const size = sizeOf(config);
    const result = await evaluate({ device, network, dataset, split, batchSize, size, signal });
    onEvent({ event: "eval", epoch, step, split, ...result });
    await onEvaluated?.({ epoch, step });
    this.#at = { ...this.#at, evaluated: epoch };
  }
}

/** JSON has no other number that is none. */
const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
