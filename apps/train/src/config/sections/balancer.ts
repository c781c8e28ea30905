import { z } from "zod";
import { perTask, positiveInteger } from "./numbers.ts";

const lsb = { "balancer.name": ["lsb"] };
/** Those that divide by losses or take their logarithms. */
const judging = {
  "balancer.name": [
    ...["lsb", "dwa", "mlr", "uw", "imtl-l", "gls", "stch", "famo", "uw-so", "gradnorm", "mgda", "db-mtl"],
  ],
};
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

const names = {
  lsb: "Loss Scale Balancing",
  equal: "every weight is 1",
  fixed: "weights of your own",
  dwa: "Dynamic Weight Averaging",
  mlr: "Multi-Loss Rebalancing, whose authors take periods of a quarter of an epoch",
  uw: "Uncertainty Weighting",
  "imtl-l": "Impartial Multi-Task Learning, of losses",
  rlw: "Random Loss Weighting",
  gls: "Geometric Loss Strategy",
  stch: "Smooth Tchebycheff scalarisation, of logarithms",
  "stch-plain": "the same of the losses themselves",
  famo: "Fast Adaptive Multitask Optimisation, which sees each batch twice",
  "uw-so": "Soft Optimal Uncertainty Weighting",
  gradnorm: "Gradient Normalisation",
  mgda: "Multiple Gradient Descent",
  pcgrad: "Projecting Conflicting Gradients",
  cagrad: "Conflict-Averse Gradients",
  "imtl-g": "Impartial Multi-Task Learning, of gradients",
  "nash-mtl": "the Nash bargain of gradients",
  "aligned-mtl": "Aligned Gradients",
  "db-mtl": "Dual Balancing",
} as const;

const known = Object.keys(names) as (keyof typeof names)[];
const meanings = Object.entries(names).map(([name, meaning]) => `${name}: ${meaning}`);

export const balancer = z
  .strictObject({
    name: z
      .enum(known)
      .default("lsb")
      .meta({
        description: `${meanings.join("; ")}. Those from gradnorm on take a backward pass for each task.`,
      }),
    period: z.number().positive().default(1).meta({
      description: "Between two settings of the weights, or two lines of the log of those set in every step.",
      unit: "epochs",
    }),
    priorities: perTask
      .nullable()
      .default(null)
      .meta({
        description: "Wanted shares of the overall loss, by task; null: equal ones.",
        only: { "balancer.name": ["lsb", "mlr", "stch-plain", "aligned-mtl"] },
      }),
    beta: beta.prefault({}),
    floor: z.number().positive().nullable().default(null).meta({
      description: "What a loss counts as that is below it; null: one of 0 or less is refused.",
      only: judging,
    }),
    maxLogDifficulty: z.number().positive().nullable().default(null).meta({
      description: "The most that the logarithm of a difficulty may be, up or down; null: no bound.",
      only: lsb,
    }),
    temperature: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .meta({
        description: "A large one makes the weights alike; null: 2 for dwa, 1 for uw-so.",
        only: { "balancer.name": ["dwa", "uw-so"] },
      }),
    weights: perTask
      .nullable()
      .default(null)
      .meta({
        description: "The weight of each task's loss, by task.",
        only: { "balancer.name": ["fixed"] },
      }),
    learningRate: z
      .number()
      .positive()
      .nullable()
      .default(null)
      .meta({
        description: "Of weights that are learned; null: the network's, step by step, and 0.025 for famo.",
        only: { "balancer.name": ["uw", "imtl-l", "famo", "gradnorm"] },
      }),
    mu: z
      .number()
      .positive()
      .default(1)
      .meta({
        description: "How smooth the maximum of the losses is; a small one comes close to the greatest.",
        only: { "balancer.name": ["stch", "stch-plain"] },
      }),
    warmup: z
      .number()
      .int()
      .min(0)
      .default(4)
      .meta({
        description: "Before the period whose mean losses the others are measured by.",
        unit: "periods",
        only: { "balancer.name": ["stch"] },
      }),
    alpha: z
      .number()
      .min(0)
      .default(1.5)
      .meta({
        description: "How much more the tasks that lag behind are trained.",
        only: { "balancer.name": ["gradnorm"] },
      }),
    c: z
      .number()
      .min(0)
      .default(0.5)
      .meta({
        description: "How far from the mean gradient the step may be, in its length.",
        only: { "balancer.name": ["cagrad"] },
      }),
    normalize: z
      .enum(["none", "l2", "loss", "loss+"])
      .default("none")
      .meta({
        description: "What each gradient is divided by: nothing, its length, its loss, or both.",
        only: { "balancer.name": ["mgda"] },
      }),
    maxNorm: z
      .number()
      .positive()
      .nullable()
      .default(1)
      .meta({
        description: "The most that the combined gradient may be long; null: no bound.",
        only: { "balancer.name": ["nash-mtl"] },
      }),
    every: positiveInteger.default(1).meta({
      description: "For which the weights are kept.",
      unit: "steps",
      only: { "balancer.name": ["nash-mtl"] },
    }),
    average: z
      .number()
      .min(0)
      .lt(1)
      .default(0.9)
      .meta({
        description: "How much of a gradient's running average stays in each step.",
        only: { "balancer.name": ["db-mtl"] },
      }),
    heads: z
      .enum(["unweighted", "weighted"])
      .default("unweighted")
      .meta({
        description: "Whether what is a task's own is trained by its loss, or by its weighted loss.",
        only: { "balancer.name": ["gradnorm", "mgda", "pcgrad", "cagrad", "aligned-mtl"] },
      }),
  })
  .meta({ description: "How the losses of the tasks are weighted against each other." });
