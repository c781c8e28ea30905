import { batches, type Dataset, imagenet, type LoadOptions } from "@equipoise/datasets";
import type { Schedule } from "@equipoise/nn";
import type { Periods } from "../balancing/create-method.ts";
import type { Config } from "../config/schema.ts";
import { augmentationOf } from "./augmentation-of.ts";
import { checkPerTask } from "./check-per-task.ts";
import { sizeOf } from "./dataset.ts";
import { checkHeldOut } from "./held-out.ts";
import { learningRate } from "./learning-rate.ts";

/** What a run does in which step: follows from its configuration and its data alone. */
export interface Plan {
  readonly stepsPerEpoch: number;
  readonly steps: number;
  /** Steps of a balancer's period. */
  readonly periodSteps: number;
  readonly periods: Periods;
  /** Learning rate of a step, counted from 0. */
  readonly rate: Schedule;
  /** The batches of all steps. */
  readonly load: LoadOptions;
}

/**
 * @throws {DataError} if the data do not fill a batch.
 * @throws {ConfigError} if what is held out of them leaves none, or is nothing, or what is said of tasks is not of theirs.
 */
export function planOf(config: Config, dataset: Dataset): Plan {
  const { train, augment, balancer } = config;
  const { batchSize, seed, epochs } = train;
  checkHeldOut(config, dataset);
  checkPerTask(
    config,
    dataset.tasks.map(({ name }) => name),
  );
  const epoch = { batchSize, seed, epochs, shuffle: true, dropLast: true };
  const stepsPerEpoch = batches(dataset, "train", epoch).length;
  const steps = epochs * stepsPerEpoch;
  const periodSteps = Math.max(1, Math.round(balancer.period * stepsPerEpoch));
  return {
    stepsPerEpoch,
    steps,
    periodSteps,
    periods: { inRun: Math.ceil(steps / periodSteps), inEpoch: stepsPerEpoch / periodSteps },
    rate: learningRate(config, stepsPerEpoch),
    load: { ...epoch, size: sizeOf(config), augment: augmentationOf(augment), standardise: imagenet },
  };
}
