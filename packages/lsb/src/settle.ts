import type { BalancerState, PeriodMeans } from "./balancer.ts";
import { LossError } from "./errors.ts";
import type { Raise } from "./floor.ts";
import { type PerTask, perTask, sumOver } from "./per-task.ts";
import { checkNames } from "./tasks.ts";

/** The means that a period is judged by, and the overall loss that follows from them. */
export interface Settled {
  readonly means: PerTask;
  readonly overall: number;
  readonly carried: readonly string[];
}

/**
 * Fills the gaps in a period's means and adds up `Lbar(t) = sum_k w_k(t) Lbar_k(t)`.
 *
 * Our choice, as no source states it: a task without a label in the whole period keeps its previous mean
 * (`carried`), and one that never had a label is absent. And the overall loss is this sum: the mean of the
 * weighted loss where every step has all labels. Where some have not, a plain mean over the steps would count
 * an absent loss as 0, and all weights would shrink from period to period though no loss moved.
 *
 * @param raise for a rule that needs means above 0; null for one to which any finite mean will do.
 * @throws {LossError} if a mean or the overall loss is not finite.
 * @throws {ConfigError} if the means are not those of the state's tasks.
 */
export function settle(
  balancer: string,
  { period, weights, means: previous }: BalancerState,
  given: PeriodMeans,
  raise: Raise | null,
): Settled {
  const tasks = Object.keys(weights);
  checkNames(balancer, "a mean or null", tasks, given);
  const carried = tasks.filter((task) => given[task] === null && Object.hasOwn(previous, task));
  const known = tasks.filter((task) => given[task] !== null || Object.hasOwn(previous, task));
  const means = perTask(known, (task) => {
    const mean = given[task] ?? null;
    if (mean === null) return previous[task]!;
    if (!Number.isFinite(mean))
      throw new LossError(balancer, "a finite mean loss", { task, period, mean }, diverged);
    return raise ? raise(mean, "mean", { task, period }) : mean + 0; // JSON knows no -0
  });
  const overall = sumOver(known, (task) => weights[task]! * means[task]!);
  if (Number.isFinite(overall)) return { means, overall, carried };
  throw new LossError(balancer, "a finite overall loss", { period, overall }, "Bring the losses nearer to 1");
}

const diverged =
  "Leave a task out of a step without a labelled pixel; if all had one, training diverged: lower the learning rate";
