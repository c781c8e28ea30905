import { finite } from "../report/chart.ts";

/** A value of a run. */
export interface Sample {
  readonly x: number;
  readonly y: number | null | undefined;
}

/** What runs that differ in their seed have at one x. */
export interface Spread {
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** The mean of runs, and between what they lie, wherever one of them has a value. */
export function overSeeds(runs: readonly (readonly Sample[])[]): Spread[] {
  const byX = new Map<number, number[]>();
  for (const { x, y } of runs.flat()) {
    const value = finite(y);
    if (value !== null) byX.set(x, [...(byX.get(x) ?? []), value]);
  }
  return [...byX].map(([x, values]) => ({
    x,
    mean: values.reduce((sum, value) => sum + value, 0) / values.length,
    low: Math.min(...values),
    high: Math.max(...values),
  }));
}
