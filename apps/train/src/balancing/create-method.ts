import {
  alignedMtl,
  type BetaSchedule,
  caGrad,
  dbMtl,
  dwa,
  equal,
  everyStep,
  famo,
  fixed,
  gls,
  gradNorm,
  imtlG,
  imtlL,
  lossScaleBalancing,
  mgda,
  mlr,
  nashMtl,
  pcGrad,
  rlw,
  stch,
  stchPlain,
  uw,
  uwSo,
} from "@equipoise/lsb";
import type { Config } from "../config/schema.ts";
import type { GradientOptions, Method } from "./method.ts";
import { famoRule } from "./rules/famo.ts";
import { glsRule } from "./rules/gls.ts";
import { imtlLRule } from "./rules/imtl-l.ts";
import { rlwRule } from "./rules/rlw.ts";
import { stchRule } from "./rules/stch.ts";
import { stchPlainRule } from "./rules/stch-plain.ts";
import { uwRule } from "./rules/uw.ts";
import { uwSoRule } from "./rules/uw-so.ts";

/** How many periods a run has, and an epoch of it: whole steps, so that these can be others than were asked for. */
export interface Periods {
  readonly inRun: number;
  readonly inEpoch: number;
}

/**
 * The method that a configuration asks for.
 *
 * @param seed of methods that draw random numbers
 */
export function createMethod(config: Config["balancer"], periods: Periods, seed: number): Method {
  const { name, mu, warmup, alpha, c, normalize, every, heads } = config;
  const floor = config.floor ?? undefined;
  const priorities = config.priorities ?? undefined;
  const temperature = config.temperature ?? undefined;
  const learningRate = config.learningRate ?? undefined;
  const byPeriods = (balancer: Parameters<typeof everyStep>[0]): Method => ({
    acts: "periods",
    balancer: everyStep(balancer),
  });
  const byGradients = (balancer: GradientOptions["balancer"]): Method => ({
    acts: "gradients",
    balancer,
    learningRate: config.learningRate,
  });
  const steps = { floor: config.floor, positive: true, learningRate: config.learningRate };
  switch (name) {
    case "equal":
      return byPeriods(equal());
    case "fixed":
      return byPeriods(fixed({ weights: config.weights ?? {} }));
    case "lsb": {
      const beta = betaOf(config.beta, periods.inRun);
      const maxLogDifficulty = config.maxLogDifficulty ?? undefined;
      return byPeriods(lossScaleBalancing({ priorities, beta, floor, maxLogDifficulty }));
    }
    case "dwa":
      return byPeriods(dwa({ temperature, floor }));
    case "mlr":
      return byPeriods(mlr({ priorities, floor, periodsPerEpoch: periods.inEpoch }));
    case "uw":
      return { acts: "steps", balancer: uw({ floor, learningRate }), rule: uwRule(), ...steps };
    case "imtl-l":
      return { acts: "steps", balancer: imtlL({ floor, learningRate }), rule: imtlLRule(), ...steps };
    case "rlw":
      return { acts: "steps", balancer: rlw({ seed }), rule: rlwRule(), ...steps, positive: false };
    case "gls":
      return { acts: "steps", balancer: gls({ floor }), rule: glsRule(), ...steps };
    case "stch":
      return {
        acts: "steps",
        balancer: stch({ mu, warmup, floor }),
        rule: stchRule({ mu, warmup }),
        ...steps,
      };
    case "stch-plain":
      return {
        acts: "steps",
        balancer: stchPlain({ mu, priorities }),
        rule: stchPlainRule({ mu, priorities }),
        ...steps,
        positive: false,
      };
    case "famo": {
      const rate = config.learningRate ?? 0.025;
      const balancer = famo({ floor, learningRate: rate });
      return { acts: "steps", balancer, rule: famoRule(), ...steps, learningRate: rate };
    }
    case "uw-so":
      return {
        acts: "steps",
        balancer: uwSo({ temperature, floor }),
        rule: uwSoRule({ temperature }),
        ...steps,
      };
    case "gradnorm":
      return byGradients(gradNorm({ alpha, heads, floor, learningRate }));
    case "mgda":
      return byGradients(mgda({ normalize, heads, floor }));
    case "pcgrad":
      return byGradients(pcGrad({ seed, heads }));
    case "cagrad":
      return byGradients(caGrad({ c, heads }));
    case "imtl-g":
      return byGradients(imtlG());
    case "nash-mtl":
      return byGradients(nashMtl({ maxNorm: config.maxNorm ?? Infinity, every }));
    case "aligned-mtl":
      return byGradients(alignedMtl({ priorities, heads }));
    case "db-mtl":
      return byGradients(dbMtl({ beta: config.average, floor }));
  }
}

function betaOf({ kind, step, cap, value }: Config["balancer"]["beta"], periods: number): BetaSchedule {
  if (kind === "linear") return { kind, step, cap: cap ?? undefined };
  return kind === "ramp" ? { kind, periods: Math.max(periods, 3) } : { kind, value };
}
