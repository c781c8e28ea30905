import { z } from "zod";
import { perTask, positiveInteger, seed } from "./numbers.ts";

export const train = z
  .strictObject({
    epochs: positiveInteger.default(6).meta({
      description: "Length of the training: passes over the split train.",
      unit: "epochs",
    }),
    batchSize: positiveInteger.default(8).meta({
      description: "Images of a step. The rest of an epoch that fills no batch is left out.",
      unit: "images",
    }),
    seed: seed.default(0).meta({
      description: "Seed of the first weights, the order of the images, the augmentation and dropout.",
    }),
    precision: z
      .enum(["single", "mixed"])
      .default("single")
      .meta({
        description:
          "mixed: convolutions on halves, while weights, statistics and losses stay f32, and losses are scaled so that " +
          "small gradients survive. Adapters without half precision (shader-f16) refuse it.",
      }),
    onNan: z
      .enum(["stop", "skip"])
      .default("stop")
      .meta({
        description:
          "What becomes of a step with a loss or gradient that is not finite. stop: the run ends. skip: the step changes " +
          "nothing, and counts in no mean.",
      }),
    lossFactors: perTask
      .nullable()
      .default(null)
      .meta({
        description:
          "What the loss of a task is multiplied by before the balancer sees it, by task, as if it had another unit; " +
          "null, and where a task is left out: 1.",
      }),
    logEvery: positiveInteger.default(10).meta({
      description: "Between two lines of losses; each reads them back once.",
      unit: "steps",
    }),
  })
  .meta({ description: "The training itself." });
