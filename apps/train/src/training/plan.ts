import { augmentation, type Batches, batches, type Dataset } from "@equipoise/datasets";
import type { Schedule } from "@equipoise/nn";
import type { Config } from "../config/schema.ts";
import { sizeOf } from "./dataset.ts";
import { learningRate } from "./learning-rate.ts";

/** What a run does in which step: follows from its configuration and its data alone. */
export interface Plan {
  readonly stepsPerEpoch: number;
  readonly steps: number;
  /** Steps of a balancer's period. */
  readonly periodSteps: number;
  /** Learning rate of a step, counted from 0. */
  readonly rate: Schedule;
  /** The batches of an epoch, counted from 0, from the one at `skip` on. */
  readonly batches: (epoch: number, skip: number) => Batches;
}

/** @throws {DataError} if the data do not fill a batch. */
export function planOf(config: Config, dataset: Dataset): Plan {
  const { train, augment, balancer } = config;
  const change = augmentation({
    flip: augment.flip ? 0.5 : 0,
    scales: augment.scaleCrop ? [1, 1.2, 1.5] : [1],
  });
  const epochBatches = (epoch: number, skip: number) =>
    batches(dataset, "train", {
      batchSize: train.batchSize,
      seed: train.seed,
      epoch,
      skip,
      shuffle: true,
      dropLast: true,
      augment: change,
      size: sizeOf(config),
    });
  const stepsPerEpoch = epochBatches(0, 0).length;
  return {
    stepsPerEpoch,
    steps: train.epochs * stepsPerEpoch,
    periodSteps: Math.max(1, Math.round(balancer.period * stepsPerEpoch)),
    rate: learningRate(config, stepsPerEpoch),
    batches: epochBatches,
  };
}
