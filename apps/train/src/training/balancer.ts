import { type Balancer, type BetaSchedule, equal, fixed, lossScaleBalancing } from "@equipoise/lsb";
import type { Config } from "../config/schema.ts";

/** The balancer that a configuration asks for; `periods` is how many its run has. */
export function createBalancer(config: Config["balancer"], periods: number): Balancer {
  switch (config.name) {
    case "equal":
      return equal();
    case "fixed":
      return fixed({ weights: config.weights ?? {} });
    case "lsb":
      return lossScaleBalancing({
        priorities: config.priorities ?? undefined,
        beta: betaOf(config.beta, periods),
        floor: config.floor ?? undefined,
        maxLogDifficulty: config.maxLogDifficulty ?? undefined,
      });
  }
}

function betaOf({ kind, step, cap, value }: Config["balancer"]["beta"], periods: number): BetaSchedule {
  if (kind === "linear") return { kind, step, cap: cap ?? undefined };
  return kind === "ramp" ? { kind, periods: Math.max(periods, 3) } : { kind, value };
}
