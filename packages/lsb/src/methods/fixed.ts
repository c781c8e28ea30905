import type { Balancer } from "../balancer.ts";
import { checkNumber } from "../check-number.ts";
import { type PerTask, perTask } from "../per-task.ts";
import { checkNames } from "../tasks.ts";
import { constantWeights } from "./constant-weights.ts";

/**
 * Weights found by hand: the overall loss is `sum_k weights_k L_k`. A weight of 0 leaves a task untrained.
 *
 * @throws {ConfigError} if a weight is negative or not finite, or (from `init`) the weights are not those of
 *   the tasks.
 */
export function fixed({ weights }: { readonly weights: PerTask }): Balancer {
  for (const [task, weight] of Object.entries(weights))
    checkNumber(
      "fixed",
      `weights.${task}`,
      weight,
      "at least 0",
      "A negative weight would make the task worse",
    );
  return constantWeights("fixed", (tasks) => {
    checkNames("fixed", "a weight", tasks, weights);
    return perTask(tasks, (task) => weights[task]! + 0); // JSON knows no -0
  });
}
