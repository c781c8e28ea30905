import { z } from "zod";
import { positiveInteger } from "./numbers.ts";

export const checkpoint = z
  .strictObject({
    everySteps: positiveInteger.nullable().default(null).meta({
      description: "Between two checkpoints; null: never for their number.",
      unit: "steps",
    }),
    everyMinutes: z.number().positive().nullable().default(5).meta({
      description: "Between two checkpoints, whichever comes first; null: never for the time.",
      unit: "minutes",
    }),
  })
  .meta({ description: "When a run saves what it goes on from after an interruption." });
