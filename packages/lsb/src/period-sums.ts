import type { PeriodMeans } from "./balancer.ts";
import { ConfigError, LossError } from "./errors.ts";
import { ownValue, type PerTask, perTask } from "./per-task.ts";
import { checkNames, checkTasks } from "./tasks.ts";

/**
 * What a period has seen so far: per task the sum of its losses and the number of steps in which it had a
 * label. Plain JSON; a trainer that adds up on the GPU reads both back once per period and builds this.
 */
export interface PeriodSums {
  readonly sums: PerTask;
  readonly counts: PerTask;
}

/** A period before its first step. @throws {ConfigError} if there is no task, or two of one name. */
export function startPeriod(tasks: readonly string[]): PeriodSums {
  checkTasks("startPeriod", tasks);
  return { sums: perTask(tasks, () => 0), counts: perTask(tasks, () => 0) };
}

/**
 * Adds one step's unweighted losses. A task that is left out, `null` or `undefined` had no labelled pixel:
 * the step does not count in its mean.
 *
 * @throws {LossError} if a loss, or its sum, is not finite.
 * @throws {ConfigError} if a name is none of the period's tasks.
 */
export function addStep(period: PeriodSums, losses: PerTask<number | null | undefined>): PeriodSums {
  const tasks = Object.keys(period.sums);
  const unknown = Object.keys(losses).filter((task) => !Object.hasOwn(period.sums, task));
  if (unknown.length > 0)
    throw new ConfigError(
      "addStep",
      "losses of the period's tasks",
      { tasks, unknown },
      "Use the same names",
    );
  const labelled = (task: string) => ownValue(losses, task) ?? null;
  return {
    sums: perTask(tasks, (task) => {
      const loss = labelled(task);
      const sum = period.sums[task]! + (loss ?? 0);
      if (Number.isFinite(sum)) return sum;
      const cure = "Leave a task out of a step without a labelled pixel: the mean over no pixel is NaN";
      throw new LossError("addStep", "finite losses", { task, loss }, cure);
    }),
    counts: perTask(tasks, (task) => period.counts[task]! + (labelled(task) === null ? 0 : 1)),
  };
}

/**
 * `Lbar_k = sums_k / counts_k`, and `null` where the count is 0. A sum that is not finite passes: the
 * balancer refuses it and can name the period.
 *
 * @throws {ConfigError} if sums and counts differ in their tasks, or a count is no whole number of steps.
 */
export function periodMeans({ sums, counts }: PeriodSums): PeriodMeans {
  const tasks = Object.keys(sums);
  checkNames("periodMeans", "a count", tasks, counts);
  return perTask(tasks, (task) => {
    const count = counts[task]!;
    if (!Number.isSafeInteger(count) || count < 0)
      throw new ConfigError(
        "periodMeans",
        "whole counts of steps",
        { task, count },
        "Count each labelled step once",
      );
    return count === 0 ? null : sums[task]! / count;
  });
}
