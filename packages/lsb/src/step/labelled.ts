import { ConfigError, LossError } from "../errors.ts";
import type { Raise } from "../floor.ts";
import { ownValue, type PerTask, perTask } from "../per-task.ts";
import type { StepSeen } from "../step-balancer.ts";

/**
 * The losses of the tasks with a label.
 *
 * @param raise for a rule that needs losses above 0; without it any finite one will do.
 * @throws {ConfigError} if a name is none of the run's tasks.
 * @throws {LossError} if a loss is not finite, or not above 0 where it has to be.
 */
export function labelledLosses(
  balancer: string,
  raise: Raise | null,
  at: { readonly period: number; readonly step: number },
  tasks: readonly string[],
  losses: StepSeen["losses"],
): PerTask {
  const unknown = Object.keys(losses).filter((task) => !tasks.includes(task));
  if (unknown.length > 0)
    throw new ConfigError(balancer, "losses of the run's tasks", { tasks, unknown }, "Use the same names");
  const labelled = tasks.filter((task) => (ownValue(losses, task) ?? null) !== null);
  return perTask(labelled, (task) => {
    const loss = losses[task]!;
    if (!Number.isFinite(loss))
      throw new LossError(balancer, "a finite loss", { task, ...at, loss }, diverged);
    return raise ? raise(loss, "loss", { task, ...at }) : loss;
  });
}

const diverged =
  "Leave a task out of a step without a labelled pixel; if it had one, training diverged: lower the learning rate";
