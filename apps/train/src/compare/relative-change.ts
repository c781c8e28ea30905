import { METRICS } from "../metrics/index.ts";

/** Values by task and metric; null where there is none. */
export type TaskMetrics = Readonly<Record<string, Readonly<Record<string, number | null>>>>;

/**
 * How much better than a baseline each metric is, as a share of the baseline's size; above 0 is better. Metrics that
 * one of both lacks, or whose baseline is 0, are left out.
 */
export function relativeChanges(
  metrics: TaskMetrics,
  baseline: TaskMetrics,
): Record<string, Record<string, number>> {
  return Object.fromEntries(
    Object.entries(metrics).map(([task, values]) => [
      task,
      Object.fromEntries(
        Object.entries(values).flatMap(([name, value]) => {
          const info = METRICS[name];
          const base = baseline[task]?.[name];
          if (!info?.inDelta || value === null || !base) return [];
          const change = (value - base) / Math.abs(base);
          return [[name, info.better === "higher" ? change : -change]];
        }),
      ),
    ]),
  );
}

/** The mean change of a task's metrics, as a share; null without any. */
export const taskChange = (changes: Readonly<Record<string, number>>): number | null =>
  mean(Object.values(changes));

/**
 * Δp: the mean over tasks of the mean change of each task's metrics, as a share; above 0 is better. Null without any.
 *
 * @see LibMTL, Lin and Zhang 2023
 */
export function deltaP(changes: Readonly<Record<string, Readonly<Record<string, number>>>>): number | null {
  return mean(Object.values(changes).flatMap((task) => taskChange(task) ?? []));
}

/**
 * Δm: the mean over all metrics of how much worse each is, as a share; below 0 is better. Null without any.
 *
 * @see Maninis et al. 2019; Navon et al. 2022 (Nash-MTL)
 */
export function deltaM(changes: Readonly<Record<string, Readonly<Record<string, number>>>>): number | null {
  const change = mean(Object.values(changes).flatMap((task) => Object.values(task)));
  return change === null ? null : -change;
}

const mean = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
