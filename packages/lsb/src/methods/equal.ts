import type { Balancer } from "../balancer.ts";
import { checkNumber } from "../check-number.ts";
import { perTask } from "../per-task.ts";
import { constantWeights } from "./constant-weights.ts";

/**
 * Equal weighting (EW): the overall loss is `weight * sum_k L_k`, the unweighted sum by default.
 *
 * @throws {ConfigError} if `weight` is not finite and above 0.
 */
export function equal({ weight = 1 }: { readonly weight?: number | undefined } = {}): Balancer {
  checkNumber("equal", "weight", weight, "above 0", "Use 1 for the sum of the losses");
  return constantWeights("equal", (tasks) => perTask(tasks, () => weight));
}
