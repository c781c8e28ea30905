import type { PeriodEvent } from "../events.ts";
import { finite } from "./chart.ts";

/**
 * The loss scale w·L̄ of each task over a period, as a share of their sum, `w_k L̄_k / Σ_j |w_j L̄_j|`: below 0 where the
 * weights of gradients are. NaN where nothing was trained.
 *
 * Where a task lacked labels in some steps, the overall loss is not exactly the sum of the loss scales.
 */
export function lossScaleShares({ means, trained }: PeriodEvent, tasks: readonly string[]): number[] {
  const scales = tasks.map((task) => (finite(means[task]) ?? 0) * (finite(trained[task]) ?? 0));
  const whole = scales.reduce((sum, scale) => sum + Math.abs(scale), 0);
  return scales.map((scale) => scale / whole);
}
