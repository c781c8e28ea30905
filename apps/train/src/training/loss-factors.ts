import type { PerTask } from "@equipoise/lsb";
import { ConfigError } from "../config/config-error.ts";

/** @throws {ConfigError} if a factor is not above 0, or that of no task. */
export function checkLossFactors(factors: PerTask | null, tasks: readonly string[]): void {
  for (const [task, factor] of Object.entries(factors ?? {})) {
    if (!tasks.includes(task))
      throw new ConfigError(`train.lossFactors: expected tasks of ${tasks.join(", ")}; got ${task}`);
    if (!(factor > 0))
      throw new ConfigError(`train.lossFactors.${task}: expected a factor above 0; got ${factor}`);
  }
}
