import { datasetFormats } from "@equipoise/datasets";
import { z } from "zod";

const positiveInteger = z.number().int().min(1);
const share = z.number().min(0).max(1);
const perTask = z.record(z.string(), z.number());

const data = z.strictObject({
  /** Folder of the data; without one, the procedural rooms. */
  dir: z.string().nullable().default(null),
  /** What the folder holds; `auto` tells by what lies in it, and the run's own configuration says what it was. */
  format: z.enum(["auto", ...datasetFormats]).default("auto"),
  /** Size that images and targets are resized to, in pixels; default 64x48 for rooms, the folder's own size else. */
  width: positiveInteger.nullable().default(null),
  height: positiveInteger.nullable().default(null),
  /** Rooms alone: images of each split, and the seed of the scenes. */
  train: positiveInteger.default(160),
  val: positiveInteger.default(32),
  seed: z.number().int().min(0).default(0),
});

const model = z.strictObject({
  size: z.enum(["tiny", "small"]).default("tiny"),
});

const train = z.strictObject({
  epochs: positiveInteger.default(6),
  batchSize: positiveInteger.default(8),
  /** Seed of the initial weights, the order of the images and the augmentation. */
  seed: z.number().int().min(0).default(0),
  /**
   * `mixed`: convolutions on halves, while weights, statistics and losses stay `f32`, and losses are scaled so that small
   * gradients survive. Adapters without half precision (`shader-f16`) refuse it.
   */
  precision: z.enum(["single", "mixed"]).default("single"),
  /** Steps between two lines of losses; each reads them back once. */
  logEvery: positiveInteger.default(10),
});

const augment = z.strictObject({
  flip: z.boolean().default(true),
  /** Random scale of 1, 1.2 or 1.5 with a crop. */
  scaleCrop: z.boolean().default(false),
});

const optimizer = z.strictObject({
  name: z.enum(["adam", "adamw", "sgd"]).default("adam"),
  lr: z.number().positive().default(1e-2),
  weightDecay: z.number().min(0).default(1e-5),
  /** SGD alone. */
  momentum: share.default(0.9),
});

const schedule = z.strictObject({
  name: z.enum(["constant", "step", "polynomial", "cosine"]).default("cosine"),
  /** Steps of training over which the rate grows to its full height. */
  warmupSteps: z.number().int().min(0).default(0),
  /** `step` alone: epochs between two cuts, and the factor of a cut. */
  stepEpochs: positiveInteger.default(100),
  gamma: share.default(0.5),
  /** `polynomial` alone. */
  power: z.number().positive().default(0.9),
});

const beta = z.strictObject({
  kind: z.enum(["linear", "ramp", "constant"]).default("linear"),
  /** `linear`: growth in a period, and where it ends. */
  step: z.number().min(0).default(0.02),
  cap: z.number().min(0).nullable().default(null),
  /** `constant` alone. */
  value: z.number().min(0).default(1),
});

const balancer = z.strictObject({
  name: z.enum(["lsb", "equal", "fixed"]).default("lsb"),
  /** Length of a period, in epochs. */
  period: z.number().positive().default(1),
  /** LSB: wanted shares of the overall loss, by task; default equal ones. */
  priorities: perTask.nullable().default(null),
  beta: beta.prefault({}),
  floor: z.number().positive().nullable().default(null),
  maxLogDifficulty: z.number().positive().nullable().default(null),
  /** `fixed` alone: the weight of each task. */
  weights: perTask.nullable().default(null),
});

const evaluation = z.strictObject({
  /** Epochs between two evaluations. */
  every: positiveInteger.default(1),
  split: z.string().min(1).default("val"),
  batchSize: positiveInteger.default(16),
  /** Images of the split that are drawn with truth and prediction at the end. */
  pictures: z.number().int().min(0).default(6),
});

/** Everything a run depends on. Each field has a default, so that `{}` is the quick start. */
export const configSchema = z.strictObject({
  data: data.prefault({}),
  model: model.prefault({}),
  train: train.prefault({}),
  augment: augment.prefault({}),
  optimizer: optimizer.prefault({}),
  schedule: schedule.prefault({}),
  balancer: balancer.prefault({}),
  eval: evaluation.prefault({}),
});

/** A complete configuration, as `config.json` holds it. */
export type Config = z.infer<typeof configSchema>;
