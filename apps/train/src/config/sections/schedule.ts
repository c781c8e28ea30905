import { z } from "zod";
import { count, positiveInteger, share } from "./numbers.ts";

const step = { "schedule.name": ["step"] };

export const schedule = z
  .strictObject({
    name: z.enum(["constant", "step", "polynomial", "cosine"]).default("cosine").meta({
      description: "How the learning rate changes over the training; polynomial and cosine end at 0.",
    }),
    warmupSteps: count.default(0).meta({
      description: "Over which the rate first grows to its full height.",
      unit: "steps",
    }),
    stepEpochs: positiveInteger.default(100).meta({
      description: "Between two cuts.",
      unit: "epochs",
      only: step,
    }),
    gamma: share.default(0.5).meta({
      description: "Factor of a cut.",
      only: step,
    }),
    power: z
      .number()
      .positive()
      .default(0.9)
      .meta({
        description: "Exponent of the share of the training that is left.",
        only: { "schedule.name": ["polynomial"] },
      }),
  })
  .meta({ description: "The learning rate over the training." });
