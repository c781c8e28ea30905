import { checkNumber } from "../check-number.ts";
import { type PerTask, perTask, sumOver } from "../per-task.ts";
import { checkNames } from "../tasks.ts";

/** @throws {ConfigError} if a priority is not finite and above 0. */
export function checkPriorities(balancer: string, priorities: PerTask): void {
  for (const [task, priority] of Object.entries(priorities))
    checkNumber(balancer, `priorities.${task}`, priority, "above 0", "Leave an unwanted task out of the run");
}

/**
 * The wanted shares of the overall loss: `pi_k = priority_k / sum_j priority_j`, by default `1 / K`.
 *
 * Our choice: priorities are relative, so `{ segmentation: 2, depth: 1 }` means two thirds and one third, and
 * nobody has to write decimals that sum to 1.
 *
 * @throws {ConfigError} if there are priorities, but not one for each task.
 */
export function sharesOf(
  balancer: string,
  tasks: readonly string[],
  priorities: PerTask | undefined,
): PerTask {
  if (priorities) checkNames(balancer, "a priority", tasks, priorities);
  const priority = (task: string) => (priorities ? priorities[task]! : 1);
  const total = sumOver(tasks, priority);
  return perTask(tasks, (task) => priority(task) / total);
}
