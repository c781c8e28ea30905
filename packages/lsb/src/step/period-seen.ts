import type { PeriodMeans, PeriodRecord } from "../balancer.ts";
import { type PerTask, perTask, sumOver } from "../per-task.ts";
import { periodMeans } from "../period-sums.ts";
import type { PeriodSeen } from "../step-balancer.ts";

/** A period before its first step. */
export function nothingSeen(tasks: readonly string[]): PeriodSeen {
  const zeros = perTask(tasks, () => 0);
  return { steps: 0, overall: 0, sums: zeros, counts: zeros, weights: zeros };
}

/** With one step more, whose labelled tasks have losses in `losses`. */
export function withStep(seen: PeriodSeen, losses: PerTask, weights: PerTask): PeriodSeen {
  const tasks = Object.keys(seen.sums);
  const labelled = (task: string) => Object.hasOwn(losses, task);
  return {
    steps: seen.steps + 1,
    overall: seen.overall + sumOver(Object.keys(losses), (task) => weights[task]! * losses[task]!),
    sums: perTask(tasks, (task) => seen.sums[task]! + (labelled(task) ? losses[task]! : 0)),
    counts: perTask(tasks, (task) => seen.counts[task]! + (labelled(task) ? 1 : 0)),
    weights: perTask(tasks, (task) => seen.weights[task]! + (labelled(task) ? weights[task]! : 0)),
  };
}

/** The period's means, with gaps and without, and its line of the log. */
export interface Closed {
  readonly given: PeriodMeans;
  readonly record: PeriodRecord;
}

/**
 * Sums up a period: the means over labelled steps, and the mean weights over the same ones, or the latest
 * weight where there were none.
 */
export function close(seen: PeriodSeen, period: number, weights: PerTask, previous: PerTask): Closed {
  const tasks = Object.keys(seen.sums);
  const given = periodMeans(seen);
  const carried = tasks.filter((task) => given[task] === null && Object.hasOwn(previous, task));
  const known = tasks.filter((task) => given[task] !== null || Object.hasOwn(previous, task));
  return {
    given,
    record: {
      period,
      means: perTask(known, (task) => given[task] ?? previous[task]!),
      overall: seen.steps === 0 ? 0 : seen.overall / seen.steps,
      trained: perTask(tasks, (task) =>
        seen.counts[task] === 0 ? weights[task]! : seen.weights[task]! / seen.counts[task]!,
      ),
      weights,
      difficulty: null,
      beta: 0,
      carried,
      labelled: seen.counts,
    },
  };
}
