import type { AdapterProfile } from "../../device/adapter.ts";

/** How a turn sums along a row: `taps` at a time, for four pixels `step` apart, of inputs `spread` apart. */
interface Way {
  readonly taps: number;
  readonly step: number;
  readonly spread: number;
  /** Inputs, in steps of `spread`, from one pixel to the next. */
  readonly stride: number;
}

/** Ways to sum a row: a tap at a time, or, where the inputs of neighbouring pixels overlap, several that share them. */
export function waysAlong(taps: number, stride: number, dilation: number): Way[] {
  const ways = [{ taps: 1, step: 1, spread: stride, stride: 1 }];
  if (stride !== 1 && !(stride === 2 && dilation === 1)) return ways;
  const step = stride === 1 ? dilation : 1;
  for (const several of [2, 3, 4])
    if (several <= taps) ways.push({ taps: several, step, spread: step, stride });
  return ways;
}

export const cheapest = (ways: readonly Way[], costOf: (way: Way) => number): Way =>
  ways.reduce((best, way) => (costOf(way) < costOf(best) ? way : best));

/** Eight where subgroups are that large and few of a team's places idle, else four. */
export const lanesOf = ({ subgroup }: AdapterProfile, places: (lanes: number) => number): number =>
  subgroup!.min >= 8 && places(8) <= 1.3 * places(4) ? 8 : 4;

/** Runs of four that cover an extent. */
export const fours = (extent: number): number => Math.ceil(extent / 4);
