import { single } from "./cells.ts";
import { type Estimate, estimate } from "./estimate.ts";
import { meanRanks } from "./mean-rank.ts";
import { deltaM, deltaP, relativeChanges, type TaskMetrics, taskChange } from "./relative-change.ts";
import type { CellResult } from "./results.ts";

/** What one method came to, over all seeds. */
export interface MethodSummary {
  readonly method: string;
  /** By task and metric. */
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Estimate | null>>>>;
  /** How much better each task is than alone, the mean over its metrics, as a share; empty where there are no single tasks. */
  readonly changes: Readonly<Record<string, Estimate | null>>;
  /** Shares; null where there are no single tasks to compare with. */
  readonly deltaP: Estimate | null;
  readonly deltaM: Estimate | null;
  /** Among the methods; null for single tasks. */
  readonly rank: number | null;
  readonly stepMs: number | null;
  readonly peakBytes: number | null;
}

/** The methods of an experiment side by side, the baseline first if there is one. */
export function compareMethods(results: readonly CellResult[]): MethodSummary[] {
  const methods = [...new Set(results.map(({ cell }) => cell.method))];
  const of = (method: string) => results.filter(({ cell }) => cell.method === method);
  const metrics = Object.fromEntries(methods.map((method) => [method, estimates(of(method))]));
  const means = Object.fromEntries(methods.map((method) => [method, meansOf(metrics[method]!)]));
  const baseline = means[single];
  const ranks = meanRanks(Object.fromEntries(Object.entries(means).filter(([method]) => method !== single)));
  return methods.map((method) => {
    const runs = of(method);
    const changes =
      baseline && method !== single ? runs.map((run) => relativeChanges(run.metrics, baseline)) : [];
    const known = <T>(values: readonly (T | null)[]) => values.filter((value) => value !== null);
    return {
      method,
      metrics: metrics[method]!,
      changes: Object.fromEntries(
        Object.keys(changes[0] ?? {}).map((task) => [
          task,
          estimate(known(changes.map((change) => taskChange(change[task] ?? {})))),
        ]),
      ),
      deltaP: estimate(known(changes.map(deltaP))),
      deltaM: estimate(known(changes.map(deltaM))),
      rank: ranks[method] ?? null,
      // Single tasks take a step and a network each.
      stepMs: method === single ? null : (estimate(known(runs.map(({ stepMs }) => stepMs)))?.mean ?? null),
      peakBytes: method === single ? null : Math.max(...runs.map(({ peakBytes }) => peakBytes)),
    };
  });
}

/** By task and metric over the runs that have it: those of a single task have its metrics alone. */
function estimates(runs: readonly CellResult[]): MethodSummary["metrics"] {
  const tasks = new Map<string, Map<string, number[]>>();
  for (const { metrics } of runs)
    for (const [task, values] of Object.entries(metrics))
      for (const [name, value] of Object.entries(values)) {
        const row = tasks.get(task) ?? new Map<string, number[]>();
        tasks.set(task, row.set(name, [...(row.get(name) ?? []), ...(value === null ? [] : [value])]));
      }
  return Object.fromEntries(
    [...tasks].map(([task, row]) => [
      task,
      Object.fromEntries([...row].map(([name, values]) => [name, estimate(values)])),
    ]),
  );
}

const meansOf = (metrics: MethodSummary["metrics"]): TaskMetrics =>
  Object.fromEntries(
    Object.entries(metrics).map(([task, row]) => [
      task,
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value?.mean ?? null])),
    ]),
  );
