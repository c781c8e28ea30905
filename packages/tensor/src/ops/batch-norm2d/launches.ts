import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch } from "../../op.ts";
import backwardX from "./backward-x.wgsl";
import mergeSums from "./merge-sums.wgsl";
import normalize from "./normalize.wgsl";
import normalizeMap from "./normalize-map.wgsl";
import { lanesOf, mergeOf, statisticsLaunches } from "./statistics.ts";
import sums from "./sums.wgsl";

export interface BatchNorm2dAttrs {
  readonly training: boolean;
  readonly momentum: number;
  readonly eps: number;
}

export type OptionalInput = "weight" | "bias" | "runningMean" | "runningVar";
export type BatchNorm2dCall = Call<"x", BatchNorm2dAttrs, OptionalInput>;

/** How a kernel's work is split: `lanes` invocations for each plane of each image. */
function split({ shapes: { x }, adapter }: BatchNorm2dCall, job: "reduce" | "map") {
  const [images, channels, H, W] = x as readonly [number, number, number, number];
  const pixels = H * W;
  const lanes = lanesOf(adapter, job, pixels);
  return { images, channels, pixels, lanes, grid: linear(images * channels * lanes) };
}

const flagsOf = ({ attrs: { training }, shapes: { weight } }: BatchNorm2dCall) => ({
  TRAINING: Number(training),
  WEIGHTED: Number(weight !== undefined),
});

/** The names of the statistics that a call normalises by. */
const statisticsOf = ({ attrs: { training } }: BatchNorm2dCall): [mean: string, variance: string] =>
  training ? ["mean", "variance"] : ["runningMean", "runningVar"];

/** The element type of x, and of y and dx with it. */
const realOf = ({ dtypes }: BatchNorm2dCall) => dtypes["x"] as Floating;

/** Makes `mean` and `variance`, and moves the running ones where they are given. */
export function makeStatistics(call: BatchNorm2dCall): Launch[] {
  const momentum = call.shapes.runningMean ? call.attrs.momentum : undefined;
  return statisticsLaunches(call.adapter, realOf(call), split(call, "reduce"), momentum);
}

export function makeY(call: BatchNorm2dCall): Launch {
  const [mean, variance] = statisticsOf(call);
  const { weight, bias } = call.shapes;
  const { images, channels, pixels, lanes, grid } = split(call, "map");
  return {
    code: normalize,
    real: realOf(call),
    // Statistics that are given make it a map, which a captured step can join to the kernel that makes x.
    ...(!call.attrs.training && { map: 1, mapCode: normalizeMap }),
    reads: ["x", mean, variance, weight ? "weight" : variance, bias ? "bias" : variance],
    writes: { y: { shape: call.y, dtype: realOf(call) } },
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
      real: realOf(call),
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
      ...mergeOf(call.adapter, channels),
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
    real: realOf(call),
    reads: [
      "dy",
      ...ifTraining("x", mean),
      variance,
      shapes.weight ? "weight" : variance,
      ...ifTraining("dweight", "dbias"),
    ],
    writes: { dx: { shape: call.y, dtype: realOf(call) } },
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
