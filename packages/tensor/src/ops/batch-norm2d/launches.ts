import type { KernelClass } from "../../device/adapter.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch } from "../../op.ts";
import backwardX from "./backward-x.wgsl";
import mergeStatistics from "./merge-statistics.wgsl";
import mergeSums from "./merge-sums.wgsl";
import normalize from "./normalize.wgsl";
import statistics from "./statistics.wgsl";
import sums from "./sums.wgsl";

export interface BatchNorm2dAttrs {
  readonly training: boolean;
  readonly momentum: number;
  readonly eps: number;
}

export type OptionalInput = "weight" | "bias" | "runningMean" | "runningVar";
export type BatchNorm2dCall = Call<"x", BatchNorm2dAttrs, OptionalInput>;

/**
 * Pixels of a plane that one invocation takes, when it sums them up and when it maps each to another. On software
 * adapters what is the same for a whole channel costs as much as ten pixels, and is worth sharing.
 */
const pixelsPerLane: Readonly<Record<KernelClass, { readonly reduce: number; readonly map: number }>> = {
  plain: { reduce: Number.POSITIVE_INFINITY, map: 1 },
  software: { reduce: 512, map: 128 },
  gpu: { reduce: 64, map: 4 },
};

/** How a kernel's work is split: `lanes` invocations for each plane of each image. */
function split({ shapes: { x }, adapter: { kernels } }: BatchNorm2dCall, job: "reduce" | "map") {
  const [images, channels, H, W] = x as readonly [number, number, number, number];
  const pixels = H * W;
  const lanes = Math.max(1, Math.ceil(pixels / pixelsPerLane[kernels][job]));
  return { images, channels, pixels, lanes, grid: linear(images * channels * lanes) };
}

/** A launch that merges the parts of each channel; barriers are dear on software adapters, which do without. */
function mergeOf({ adapter: { kernels } }: BatchNorm2dCall, channels: number) {
  return { constants: { WORKGROUP_SIZE: kernels === "gpu" ? 64 : 1 }, grid: linear(channels, 1) };
}

const flagsOf = ({ attrs: { training }, shapes: { weight } }: BatchNorm2dCall) => ({
  TRAINING: Number(training),
  WEIGHTED: Number(weight !== undefined),
});

/** The names of the statistics that a call normalises by. */
const statisticsOf = ({ attrs: { training } }: BatchNorm2dCall): [mean: string, variance: string] =>
  training ? ["mean", "variance"] : ["runningMean", "runningVar"];

/** Makes `mean` and `variance`, and moves the running ones where they are given. */
export function makeStatistics(call: BatchNorm2dCall): Launch[] {
  const { images, channels, pixels, lanes, grid } = split(call, "reduce");
  const parts = images * lanes;
  const made = { mean: { shape: [2, channels] }, variance: { shape: [channels] } };
  const running = { runningMean: { shape: [channels] }, runningVar: { shape: [channels] } };
  return [
    {
      code: statistics,
      reads: ["x"],
      writes: { partials: { shape: [channels, parts, 4] } },
      params: { images, channels, pixels, lanes },
      grid,
    },
    {
      code: mergeStatistics,
      reads: ["partials"],
      // Without running statistics, temporaries that nobody reads stand in for them.
      ...(call.shapes.runningMean
        ? { updates: Object.keys(running), writes: made }
        : { writes: { ...running, ...made } }),
      params: { channels, parts, momentum: float(call.attrs.momentum) },
      ...mergeOf(call, channels),
    },
  ];
}

export function makeY(call: BatchNorm2dCall): Launch {
  const { weight, bias } = call.shapes;
  const { images, channels, pixels, lanes, grid } = split(call, "map");
  return {
    code: normalize,
    reads: ["x", ...statisticsOf(call), weight ? "weight" : "x", bias ? "bias" : "x"],
    writes: { y: { shape: call.y } },
    params: { planes: images * channels, channels, pixels, lanes, eps: float(call.attrs.eps) },
    constants: { ...flagsOf(call), BIASED: Number(bias !== undefined) },
    grid,
  };
}

/** Makes `dweight` and `dbias`, which `dx` needs in training even where nobody asks for them. */
export function makeSums(call: BatchNorm2dCall): Launch[] {
  const { images, channels, pixels, lanes, grid } = split(call, "reduce");
  const parts = images * lanes;
  return [
    {
      code: sums,
      reads: ["dy", "x", ...statisticsOf(call)],
      writes: { partialSums: { shape: [channels, parts, 2] } },
      params: { images, channels, pixels, lanes, eps: float(call.attrs.eps) },
      constants: { TRAINING: Number(call.attrs.training) },
      grid,
    },
    {
      code: mergeSums,
      reads: ["partialSums"],
      writes: { dweight: { shape: [channels] }, dbias: { shape: [channels] } },
      params: { channels, parts },
      ...mergeOf(call, channels),
    },
  ];
}

export function makeDx(call: BatchNorm2dCall): Launch {
  const { attrs, shapes } = call;
  const { images, channels, pixels, lanes, grid } = split(call, "map");
  const [mean, variance] = statisticsOf(call);
  // In evaluation dx depends on dy alone, which stands in for what is not read then: x need not be kept.
  const ifTraining = (...names: string[]) => names.map((name) => (attrs.training ? name : "dy"));
  return {
    code: backwardX,
    reads: [
      "dy",
      ...ifTraining("x", mean),
      variance,
      shapes.weight ? "weight" : variance,
      ...ifTraining("dweight", "dbias"),
    ],
    writes: { dx: { shape: call.y } },
    params: {
      planes: images * channels,
      channels,
      pixels,
      lanes,
      perChannel: float(images * pixels),
      eps: float(attrs.eps),
    },
    constants: flagsOf(call),
    grid,
  };
}
