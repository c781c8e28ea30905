import { augmentation, batches, type Dataset } from "@equipoise/datasets";
import { type Balancer, type BalancerState, type PerTask, periodMeans } from "@equipoise/lsb";
import type { MultiTaskNetwork } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";
import type { RunEvent } from "../events.ts";
import { createBalancer } from "./balancer.ts";
import { sizeOf } from "./dataset.ts";
import { evaluate } from "./evaluate.ts";
import { learningRate } from "./learning-rate.ts";
import { checkFinite } from "./loss-check.ts";
import { parameterCount } from "./network.ts";
import { createOptimizer } from "./optimizer.ts";
import { Stopwatch } from "./stopwatch.ts";
import { Trainer } from "./trainer.ts";

export interface RunOptions {
  readonly config: Config;
  readonly dataset: Dataset;
  readonly device: Device;
  readonly network: MultiTaskNetwork;
  /** Called with every event as it happens. */
  readonly onEvent: (event: RunEvent) => void;
  /** Called before each step with the weights in force; `step` counts from 1. */
  readonly onStep?: (step: number, steps: number, weights: PerTask) => void;
  /** Called after each evaluation, while the network rests. */
  readonly onEvaluated?: (at: { readonly epoch: number; readonly step: number }) => Promise<void>;
}

/**
 * Trains a network as a configuration says.
 *
 * The host waits for the device only where a number is asked for: at the logging interval, at the end of a period
 * and in evaluations. Else it runs at most one step ahead.
 *
 * @throws {DataError} if an image or a target cannot be used.
 * @throws {LossError} if a loss is not finite, or cannot be balanced.
 */
export async function run(options: RunOptions): Promise<void> {
  const { config, dataset, device, network, onEvent, onStep } = options;
  const { train } = config;
  const epochBatches = (epoch: number) => trainingBatches(config, dataset, epoch);
  const stepsPerEpoch = epochBatches(0).length;
  const steps = train.epochs * stepsPerEpoch;
  const periodSteps = Math.max(1, Math.round(config.balancer.period * stepsPerEpoch));
  const balancer = createBalancer(config.balancer, Math.ceil(steps / periodSteps));
  const names = dataset.tasks.map(({ name }) => name);
  let state = balancer.init(names);
  const optimizer = createOptimizer(config.optimizer, network);
  const trainer = new Trainer(device, network, dataset.tasks, optimizer, train.precision);
  trainer.setWeights(balancer.weights(state));
  const rate = learningRate(config, stepsPerEpoch);
  let step = 0;
  const evaluateAfter = async (epoch: number) => {
    const { split, batchSize } = config.eval;
    const result = await evaluate({ device, network, dataset, split, batchSize, size: sizeOf(config) });
    onEvent({ event: "eval", epoch, step, split, ...result });
    await options.onEvaluated?.({ epoch, step });
  };

  const whole = new Stopwatch();
  onEvent({ event: "start", ...describeRun(config, dataset, device, network) });
  await evaluateAfter(0);
  const training = new Stopwatch();
  let inFlight: Promise<void> = Promise.resolve();
  for (let epoch = 1; epoch <= train.epochs; epoch++) {
    for await (const batch of epochBatches(epoch - 1)) {
      onStep?.(step + 1, steps, balancer.weights(state));
      const lr = rate(step++);
      await inFlight;
      await trainer.step(batch, lr);
      inFlight = device.synchronize();
      if (step % train.logEvery === 0) {
        const losses = checkFinite(await trainer.losses(), step);
        const weights = balancer.weights(state);
        const overall = names.reduce((total, name) => total + weights[name]! * losses[name]!, 0);
        onEvent({ event: "step", epoch, step, losses, overall, lr, ms: training.lap() / train.logEvery });
      }
      if (step % periodSteps === 0)
        state = await endPeriod(trainer, balancer, state, { epoch, step }, onEvent);
    }
    await inFlight;
    training.pause();
    if (epoch % config.eval.every === 0 || epoch === train.epochs) await evaluateAfter(epoch);
    training.resume();
  }
  onEvent({
    event: "end",
    epochs: train.epochs,
    steps,
    seconds: whole.total() / 1000,
    imagesPerSecond: (steps * train.batchSize) / (training.total() / 1000),
    peakBytes: device.stats.peakBytes,
  });
}

function trainingBatches(config: Config, dataset: Dataset, epoch: number) {
  const { train, augment } = config;
  const change = augmentation({
    flip: augment.flip ? 0.5 : 0,
    scales: augment.scaleCrop ? [1, 1.2, 1.5] : [1],
  });
  return batches(dataset, "train", {
    batchSize: train.batchSize,
    seed: train.seed,
    epoch,
    shuffle: true,
    dropLast: true,
    augment: change,
    size: sizeOf(config),
  });
}

async function endPeriod(
  trainer: Trainer,
  balancer: Balancer,
  before: BalancerState,
  at: { readonly epoch: number; readonly step: number },
  onEvent: RunOptions["onEvent"],
): Promise<BalancerState> {
  const { state, record } = balancer.observe(before, periodMeans(await trainer.endPeriod()));
  const { period, carried, ...rest } = record;
  onEvent({ event: "period", period, ...at, ...rest, ...(carried.length > 0 && { carried }) });
  trainer.setWeights(balancer.weights(state));
  return state;
}

function describeRun(config: Config, dataset: Dataset, device: Device, network: MultiTaskNetwork) {
  const { description, vendor, architecture, kernels, subgroup, f16 } = device.profile;
  return {
    tasks: dataset.tasks.map(({ name }) => name),
    classes: Object.fromEntries(
      dataset.tasks.filter((task) => task.kind === "classes").map(({ name, classes }) => [name, classes]),
    ),
    config,
    adapter: { description, vendor, architecture, kernels, subgroup, f16 },
    parameters: parameterCount(network),
  };
}
