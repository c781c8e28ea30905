import { z } from "zod";
import { augment } from "./sections/augment.ts";
import { balancer } from "./sections/balancer.ts";
import { checkpoint } from "./sections/checkpoint.ts";
import { data } from "./sections/data.ts";
import { evaluation } from "./sections/evaluation.ts";
import { model } from "./sections/model.ts";
import { optimizer } from "./sections/optimizer.ts";
import { schedule } from "./sections/schedule.ts";
import { train } from "./sections/train.ts";

/**
 * Everything a run depends on: the types, the validation, the help text and the documentation come from here. Each
 * field has a default, so that `{}` is the quick start.
 */
export const configSchema = z.strictObject({
  data: data.prefault({}),
  model: model.prefault({}),
  train: train.prefault({}),
  checkpoint: checkpoint.prefault({}),
  augment: augment.prefault({}),
  optimizer: optimizer.prefault({}),
  schedule: schedule.prefault({}),
  balancer: balancer.prefault({}),
  eval: evaluation.prefault({}),
});

/** A complete configuration, as `config.json` holds it. */
export type Config = z.infer<typeof configSchema>;

/** A configuration in which fields may be missing. */
export type ConfigInput = z.input<typeof configSchema>;
