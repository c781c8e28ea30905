import type { Estimate } from "../compare/estimate.ts";

/** An axis, and where on it what lies, as shares of its length. */
export interface BarScale {
  readonly at: (value: number) => number;
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/**
 * An axis on which all means are seen, and so much of their intervals as leaves the means half of it: those of few
 * seeds can be of any width.
 */
export function barScale(estimates: readonly Estimate[]): BarScale {
  const means = [0, ...estimates.map(({ mean }) => mean)];
  const ends = (side: -1 | 1) => estimates.map(({ mean, halfWidth }) => mean + side * (halfWidth ?? 0));
  const [least, most] = [Math.min(...means), Math.max(...means)];
  const span = most - least || 0.01;
  const step = tickStep((2 * span) / 8);
  const first = Math.floor(Math.max(least - span / 2, Math.min(least, ...ends(-1))) / step);
  const last = Math.max(first + 2, Math.ceil(Math.min(most + span / 2, Math.max(most, ...ends(1))) / step));
  const tick = (k: number) => Number((k * step).toPrecision(12));
  const [low, high] = [tick(first), tick(last)];
  return {
    at: (value) => Math.min(1, Math.max(0, (value - low) / (high - low))),
    low,
    high,
    ticks: Array.from({ length: last - first + 1 }, (_, k) => tick(first + k)),
  };
}

/** The least of 1, 2, 5, 10, ... and their tenths that is no less. */
function tickStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => step >= least * (1 - 1e-9))!;
}
