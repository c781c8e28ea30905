import { createHash } from "node:crypto";
import { createLoader, type Loader } from "@equipoise/datasets";
import type { PerTask } from "@equipoise/lsb";
import { createMethod } from "../balancing/create-method.ts";
import type { Method } from "../balancing/method.ts";
import type { EvalEvent } from "../events.ts";
import { Cadence } from "./cadence.ts";
import { sizeOf, sourceOf, workersOf } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { Feed } from "./feed.ts";
import { evaluatedSplits } from "./held-out.ts";
import { checkEvaluation, checkTensors } from "./loss-check.ts";
import { createOptimizer } from "./optimizer.ts";
import { type Plan, planOf } from "./plan.ts";
import { beginning, type Position } from "./position.ts";
import { readLosses } from "./read-losses.ts";
import { readTensors } from "./read-tensors.ts";
import type { RunOptions } from "./run-options.ts";
import { startEvent } from "./start-event.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Trainer } from "./trainer.ts";

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
  const { config, dataset, signal } = options;
  const loader = createLoader(dataset, sourceOf(config.data), workersOf(config));
  try {
    const training = new Run(options, loader);
    try {
      await training.go();
      return "ended";
    } catch (error) {
      if (!signal?.aborted || error !== signal.reason) throw error;
      await training.keep();
      return "stopped";
    }
  } finally {
    await loader.close();
  }
}

class Run {
  readonly #options: RunOptions;
  readonly #loader: Loader;
  readonly #plan: Plan;
  readonly #feed: Feed;
  readonly #method: Method;
  readonly #trainer: Trainer;
  readonly #cadence: Cadence;
  readonly #whole: Stopwatch;
  readonly #training: Stopwatch;
  readonly #peakBefore: number;
  #at: Omit<Position, "balancer" | "milliseconds" | "peakBytes">;
  /** The latest that are known here. */
  #weights: PerTask;
  /** Steps of the latest line of losses. */
  #logged: number;

  constructor(options: RunOptions, loader: Loader) {
    const { config, dataset, device, network, from } = options;
    const { precision, onNan, lossFactors } = config.train;
    this.#options = options;
    this.#loader = loader;
    this.#plan = planOf(config, dataset);
    const method = createMethod(config.balancer, this.#plan.periods, config.train.seed);
    this.#method = method;
    const optimizer = createOptimizer(config.optimizer, network);
    const balancer = from?.position.balancer ?? null;
    this.#trainer = new Trainer(device, network, dataset.tasks, optimizer, {
      method,
      lossFactors: lossFactors ?? {},
      balancer,
      precision,
      onNan,
    });
    const {
      milliseconds,
      peakBytes,
      balancer: _,
      ...at
    } = from?.position ?? beginning(this.#trainer.balancer);
    this.#at = at;
    this.#weights = this.#trainer.balancer.weights;
    this.#peakBefore = peakBytes;
    this.#logged = at.step;
    const batches = loader.batches("train", { ...this.#plan.load, skip: at.step });
    this.#feed = new Feed(batches, milliseconds.waiting);
    this.#whole = new Stopwatch(milliseconds.whole);
    this.#training = new Stopwatch(milliseconds.training);
    this.#cadence = new Cadence(config.checkpoint, at.step);
    if (from) this.#trainer.loadStateDict(from.tensors);
  }

  /** Of all processes that have worked on the run. */
  get #peakBytes(): number {
    return Math.max(this.#peakBefore, this.#options.device.stats.peakBytes);
  }

  async go(): Promise<void> {
    const { config, dataset, device, network, from, onEvent } = this.#options;
    const { stepsPerEpoch, steps } = this.#plan;
    if (!from) onEvent(startEvent(config, dataset, device, network));
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
      peakBytes: this.#peakBytes,
      order: this.#at.order,
      waitingShare: this.#feed.waited / this.#training.total(),
    });
  }

  /** Hands on the present moment. */
  async keep(): Promise<void> {
    const { onMoment } = this.#options;
    if (!onMoment) return;
    await this.#trainer.check();
    const tensors = await readTensors(this.#trainer.stateDict());
    checkTensors(tensors, this.#at.step);
    const { balancer } = this.#trainer;
    const milliseconds = {
      whole: this.#whole.total(),
      training: this.#training.total(),
      waiting: this.#feed.waited,
    };
    onMoment({ tensors, position: { ...this.#at, balancer, milliseconds, peakBytes: this.#peakBytes } });
    this.#cadence.made(this.#at.step);
  }

  /** The steps of an epoch, counted from 0, that are still to be made. */
  async #epoch(epoch: number): Promise<void> {
    const { device, signal, onStep } = this.#options;
    const { stepsPerEpoch, steps, rate, periodSteps } = this.#plan;
    let inFlight: Promise<void> = Promise.resolve();
    while (this.#at.step < (epoch + 1) * stepsPerEpoch) {
      const { step } = this.#at;
      onStep?.(step + 1, steps, this.#weights);
      const batch = await this.#feed.next(inFlight);
      await this.#trainer.step(batch, rate(step));
      inFlight = device.synchronize();
      // Reported where it is waited for; a loop that is left before that has a failure of its own.
      inFlight.catch(() => {});
      this.#at = { ...this.#at, step: step + 1, order: hashOf(this.#at.order, batch.names) };
      if ((step + 1) % this.#options.config.train.logEvery === 0) await this.#log(epoch + 1, rate(step));
      if ((step + 1) % periodSteps === 0) await this.#endPeriod(epoch + 1);
      if (this.#cadence.due(step + 1)) await this.keep();
      signal?.throwIfAborted();
    }
    await inFlight;
  }

  async #log(epoch: number, lr: number): Promise<void> {
    const { step } = this.#at;
    const ms = this.#training.lap() / (step - this.#logged);
    this.#logged = step;
    const { onNan } = this.#options.config.train;
    const perStep = this.#method.acts !== "periods";
    const losses = await readLosses(this.#trainer, { step, onNan, perStep });
    this.#options.onEvent({ event: "step", epoch, step, ...losses, lr, ms });
  }

  async #endPeriod(epoch: number): Promise<void> {
    const { step } = this.#at;
    const { period, carried, ...rest } = await this.#trainer.endPeriod();
    const some = carried.length > 0 && { carried };
    this.#options.onEvent({ event: "period", period, epoch, step, ...rest, ...some });
    this.#weights = rest.weights;
  }

  #evaluates(epoch: number): boolean {
    const { train, eval: evaluation } = this.#options.config;
    return epoch % evaluation.every === 0 || epoch === train.epochs;
  }

  async #evaluate(epoch: number): Promise<void> {
    const { config, device, network, dataset, signal, onEvent, onEvaluated } = this.#options;
    const loader = this.#loader;
    const { step } = this.#at;
    const { batchSize } = config.eval;
    const size = sizeOf(config);
    const events: EvalEvent[] = [];
    for (const split of evaluatedSplits(config)) {
      const result = await evaluate({ device, network, dataset, loader, split, batchSize, size, signal });
      checkEvaluation(result, { split, step });
      events.push({ event: "eval", epoch, step, split, ...result });
    }
    // Said together: where it is stopped between two splits, all are evaluated again.
    for (const event of events) onEvent(event);
    await onEvaluated?.({ epoch, step });
    this.#at = { ...this.#at, evaluated: epoch };
  }
}

const hashOf = (before: string, names: readonly string[]): string =>
  createHash("sha256")
    .update(JSON.stringify([before, names]))
    .digest("hex")
    .slice(0, 16);
