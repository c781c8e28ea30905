import type { PeriodMeans } from "../balancer.ts";
import { type PerTask, perTask } from "../per-task.ts";

/** Each task's mean of the first period in which it had a label: those known before, and those that a period brings. */
export function firstMeans(known: PerTask, given: PeriodMeans): PerTask {
  const fresh = Object.keys(given).filter((task) => given[task] !== null && !Object.hasOwn(known, task));
  return { ...known, ...perTask(fresh, (task) => given[task]!) };
}
