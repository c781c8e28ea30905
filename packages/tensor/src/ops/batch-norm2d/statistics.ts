import type { AdapterProfile, KernelClass } from "../../device/adapter.ts";
import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import mergeStatistics from "./merge-statistics.wgsl";
import statistics from "./statistics.wgsl";

/**
 * Elements in a row that one invocation takes, when it sums them up and when it maps each to another. On software
 * adapters what is the same for a whole channel costs as much as ten elements, and is worth sharing.
 */
const perLane: Readonly<Record<KernelClass, { readonly reduce: number; readonly map: number }>> = {
  plain: { reduce: Number.POSITIVE_INFINITY, map: 1 },
  software: { reduce: 512, map: 128 },
  gpu: { reduce: 64, map: 4 },
};

/** Invocations that share the work on `elements` in a row. */
export const lanesOf = ({ kernels }: AdapterProfile, job: "reduce" | "map", elements: number): number =>
  Math.max(1, Math.ceil(elements / perLane[kernels][job]));

/** A launch of one workgroup for each result; barriers are dear on software adapters, which do without. */
export const mergeOf = ({ kernels }: AdapterProfile, results: number) => ({
  constants: { WORKGROUP_SIZE: kernels === "gpu" ? 64 : 1 },
  grid: linear(results, 1),
});

/**
 * Launches that make `mean` `[2, channels]` and `variance` `[channels]` of the channels of x
 * `[images, channels, pixels]`, without losing digits where a mean is far from 0. With a `momentum` they move
 * `runningMean` and `runningVar`, both `[channels]`, too.
 */
export function statisticsLaunches(
  adapter: AdapterProfile,
  real: Floating,
  {
    images,
    channels,
    pixels,
  }: { readonly images: number; readonly channels: number; readonly pixels: number },
  momentum?: number,
): Launch[] {
  const lanes = lanesOf(adapter, "reduce", pixels);
  const parts = images * lanes;
  const made = { mean: { shape: [2, channels] }, variance: { shape: [channels] } };
  const running = { runningMean: { shape: [channels] }, runningVar: { shape: [channels] } };
  return [
    {
      code: statistics,
      real,
      reads: ["x"],
      writes: { partials: { shape: [channels, parts, 4] } },
      params: { images, channels, pixels, lanes },
      grid: linear(images * channels * lanes),
    },
    {
      code: mergeStatistics,
      reads: ["partials"],
      // Without running statistics, temporaries that nobody reads stand in for them.
      ...(momentum === undefined
        ? { writes: { ...running, ...made } }
        : { updates: Object.keys(running), writes: made }),
      params: { channels, parts, momentum: float(momentum ?? 0) },
      ...mergeOf(adapter, channels),
    },
  ];
}
