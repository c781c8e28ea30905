import { type Balancer, type BetaSchedule, dwa, equal, fixed, lossScaleBalancing, mlr } from "@equipoise/lsb";
import type { Config } from "../config/schema.ts";

/** The balancer that a configuration asks for; `periods` is how many its run has. */
export function createBalancer(config: Config["balancer"], periods: number): Balancer {
  const floor = config.floor ?? undefined;
  const priorities = config.priorities ?? undefined;
  switch (config.name) {
    case "equal":
      return equal();
    case "fixed":
      return fixed({ weights: config.weights ?? {} });
    case "lsb":
      return lossScaleBalancing({
        priorities,
        beta: betaOf(config.beta, periods),
        floor,
        maxLogDifficulty: config.maxLogDifficulty ?? undefined,
      });
    case "dwa":
      return dwa({ temperature: config.temperature, floor });
    case "mlr":
      return mlr({ priorities, floor, periodsPerEpoch: 1 / config.period });
  }
}

function betaOf({ kind, step, cap, value }: Config["balancer"]["beta"], periods: number): BetaSchedule {
  if (kind === "linear") return { kind, step, cap: cap ?? undefined };
  return kind === "ramp" ? { kind, periods: Math.max(periods, 3) } : { kind, value };
}
