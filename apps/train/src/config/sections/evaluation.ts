import { z } from "zod";
import { count, positiveInteger } from "./numbers.ts";

export const evaluation = z
  .strictObject({
    every: positiveInteger.default(1).meta({
      description: "Between two evaluations; there is always one before training and one after it.",
      unit: "epochs",
    }),
    split: z.string().min(1).default("val").meta({
      description: "The split that is evaluated.",
    }),
    batchSize: positiveInteger.default(16).meta({
      description: "Images that are worked out at once; results do not depend on it.",
      unit: "images",
    }),
    pictures: count.default(6).meta({
      description: "How many of the split are drawn with truth and prediction.",
      unit: "images",
    }),
  })
  .meta({ description: "Losses, metrics and pictures on images that were not trained on." });
