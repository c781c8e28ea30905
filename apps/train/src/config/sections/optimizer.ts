import { z } from "zod";
import { share } from "./numbers.ts";

export const optimizer = z
  .strictObject({
    name: z.enum(["adam", "adamw", "sgd"]).default("adam").meta({
      description: "The method. Weight decay is added to the gradient by adam and sgd, to the step by adamw.",
    }),
    lr: z.number().positive().default(1e-2).meta({
      description: "Learning rate at its full height.",
    }),
    weightDecay: z.number().min(0).default(1e-5).meta({
      description: "Decay of every parameter.",
    }),
    momentum: share.default(0.9).meta({
      description: "Share of the step before that goes into the next.",
      only: { "optimizer.name": ["sgd"] },
    }),
  })
  .meta({ description: "How gradients change the network." });
