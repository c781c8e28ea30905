import { METRICS } from "../metrics/index.ts";
import type { TaskMetrics } from "./relative-change.ts";

/**
 * The mean over all metrics of each method's rank among the methods, 1 for the best; equal values share the mean of
 * their ranks. A metric that a method lacks counts for none.
 */
export function meanRanks(methods: Readonly<Record<string, TaskMetrics>>): Record<string, number | null> {
  const names = Object.keys(methods);
  const ranks = new Map<string, number[]>(names.map((name) => [name, []]));
  for (const [task, values] of Object.entries(methods[names[0]!] ?? {}))
    for (const metric of Object.keys(values)) {
      const info = METRICS[metric];
      const column = names.map((name) => methods[name]?.[task]?.[metric] ?? null);
      if (!info?.inDelta || column.some((value) => value === null)) continue;
      const sign = info.better === "higher" ? -1 : 1;
      const costs = column.map((value) => sign * value!);
      for (const [i, name] of names.entries()) ranks.get(name)!.push(rankOf(costs[i]!, costs));
    }
  return Object.fromEntries(
    [...ranks].map(([name, of]) => [name, of.length ? of.reduce((a, b) => a + b) / of.length : null]),
  );
}

function rankOf(cost: number, costs: readonly number[]): number {
  const better = costs.filter((other) => other < cost).length;
  const equal = costs.filter((other) => other === cost).length;
  return better + (equal + 1) / 2;
}
