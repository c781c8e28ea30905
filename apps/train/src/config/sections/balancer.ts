import { z } from "zod";
import { perTask } from "./numbers.ts";

const lsb = { "balancer.name": ["lsb"] };
const judging = { "balancer.name": ["lsb", "dwa", "mlr"] };
const linear = { ...lsb, "balancer.beta.kind": ["linear"] };

const beta = z
  .strictObject({
    kind: z.enum(["linear", "ramp", "constant"]).default("linear").meta({
      description:
        "linear grows by a step in each period; ramp grows to 1 over the training; constant stays.",
      only: lsb,
    }),
    step: z.number().min(0).default(0.02).meta({
      description: "Growth in a period.",
      only: linear,
    }),
    cap: z.number().min(0).nullable().default(null).meta({
      description: "Where the growth ends; null: nowhere.",
      only: linear,
    }),
    value: z
      .number()
      .min(0)
      .default(1)
      .meta({
        description: "The exponent in every period.",
        only: { ...lsb, "balancer.beta.kind": ["constant"] },
      }),
  })
  .meta({ description: "The exponent β of the difficulty." });

export const balancer = z
  .strictObject({
    name: z
      .enum(["lsb", "equal", "fixed", "dwa", "mlr"])
      .default("lsb")
      .meta({
        description:
          "lsb: Loss Scale Balancing; equal: every weight is 1; fixed: weights of your own; dwa: Dynamic Weight Averaging; " +
          "mlr: Multi-Loss Rebalancing, whose authors take periods of a quarter of an epoch.",
      }),
    period: z.number().positive().default(1).meta({
      description: "Between two settings of the weights.",
      unit: "epochs",
    }),
    priorities: perTask
      .nullable()
      .default(null)
      .meta({
        description: "Wanted shares of the overall loss, by task; null: equal ones.",
        only: { "balancer.name": ["lsb", "mlr"] },
      }),
    beta: beta.prefault({}),
    floor: z.number().positive().nullable().default(null).meta({
      description: "What a mean loss counts as that is below it; null: a mean of 0 or less is refused.",
      only: judging,
    }),
    maxLogDifficulty: z.number().positive().nullable().default(null).meta({
      description: "The most that the logarithm of a difficulty may be, up or down; null: no bound.",
      only: lsb,
    }),
    temperature: z
      .number()
      .positive()
      .default(2)
      .meta({
        description: "A large one makes the weights alike.",
        only: { "balancer.name": ["dwa"] },
      }),
    weights: perTask
      .nullable()
      .default(null)
      .meta({
        description: "The weight of each task's loss, by task.",
        only: { "balancer.name": ["fixed"] },
      }),
  })
  .meta({ description: "How the losses of the tasks are weighted against each other." });
