import type { KernelClass } from "../../device/adapter.ts";
import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { type Call, float, type Launch } from "../../op.ts";
import { lanesOf, mergeOf, statisticsLaunches } from "../batch-norm2d/statistics.ts";
import backwardX from "./backward-x.wgsl";
import columns from "./columns.wgsl";
import mergeAffine from "./merge-affine.wgsl";
import mergeRows from "./merge-rows.wgsl";
import normalize from "./normalize.wgsl";
import { type Rows, segmentsOf } from "./rows.ts";
import sums from "./sums.wgsl";

export type RowNormCall = Call<"x", { readonly eps: number }, "weight" | "bias">;

/** Rows whose columns one invocation sums up. */
const rowsPerChunk: Readonly<Record<KernelClass, number>> = {
  plain: Number.POSITIVE_INFINITY,
  software: 256,
  gpu: 32,
};

/** The element type of x, and of y and dx with it. */
const realOf = ({ dtypes }: RowNormCall) => dtypes["x"] as Floating;

/** The parameters of a kernel that walks over segments. */
function walk(call: RowNormCall, rows: Rows, job: "reduce" | "map") {
  const { along, segments, length, perRow, period } = segmentsOf(rows);
  const lanes = lanesOf(call.adapter, job, length);
  return {
    lanes,
    params: { segments, length, lanes, perRow, period, eps: float(call.attrs.eps) },
    constants: { ALONG: Number(along), WEIGHTED: Number(call.shapes.weight !== undefined) },
    grid: linear(segments * lanes),
  };
}

/** Makes `mean` and `variance` of each row. */
export const makeStatistics = (call: RowNormCall, { outer, groups, channels, pixels }: Rows): Launch[] =>
  statisticsLaunches(call.adapter, realOf(call), {
    images: 1,
    channels: outer * groups,
    pixels: channels * pixels,
  });

export function makeY(call: RowNormCall, rows: Rows): Launch {
  const { weight, bias } = call.shapes;
  const { params, constants, grid } = walk(call, rows, "map");
  return {
    code: normalize,
    real: realOf(call),
    reads: ["x", "mean", "variance", weight ? "weight" : "variance", bias ? "bias" : "variance"],
    writes: { y: { shape: call.y, dtype: realOf(call) } },
    params,
    constants: { ...constants, BIASED: Number(bias !== undefined) },
    grid,
  };
}

/** Makes `segmentSums`, which `dx` needs, and `dweight` and `dbias` where segments share a weight. */
function makeSums(call: RowNormCall, rows: Rows): Launch {
  const { lanes, params, constants, grid } = walk(call, rows, "reduce");
  return {
    code: sums,
    real: realOf(call),
    reads: ["dy", "x", "mean", "variance", call.shapes.weight ? "weight" : "variance"],
    writes: { segmentSums: { shape: [params.segments, lanes, 2] } },
    params,
    constants,
    grid,
  };
}

export function makeDx(call: RowNormCall, rows: Rows): Launch[] {
  const { along, perRow, period } = segmentsOf(rows);
  const { lanes } = walk(call, rows, "reduce");
  const { params, constants, grid } = walk(call, rows, "map");
  const { outer, groups, channels, pixels } = rows;
  const weight = call.shapes.weight ? "weight" : "variance";
  const merge = mergeOf(call.adapter, outer * groups);
  return [
    makeSums(call, rows),
    {
      code: mergeRows,
      reads: ["segmentSums", weight],
      writes: { rowMeans: { shape: [outer * groups, 2] } },
      params: { rows: outer * groups, perRow, lanes, period, elements: float(channels * pixels) },
      // Along rows the weights are in the sums already.
      constants: { ...merge.constants, WEIGHTED: along ? 0 : constants.WEIGHTED },
      grid: merge.grid,
    },
    {
      code: backwardX,
      real: realOf(call),
      reads: ["dy", "x", "mean", "variance", weight, "rowMeans"],
      writes: { dx: { shape: call.y, dtype: realOf(call) } },
      params,
      constants,
      grid,
    },
  ];
}

/** Makes `dweight` and `dbias`, each of the shape given. */
export function makeAffine(call: RowNormCall, rows: Rows, shape: readonly number[]): Launch[] {
  const { along, length, period } = segmentsOf(rows);
  const chunks = Math.max(1, Math.ceil(rows.outer / rowsPerChunk[call.adapter.kernels]));
  const partials: Launch = along
    ? {
        code: columns,
        real: realOf(call),
        reads: ["dy", "x", "mean", "variance"],
        writes: { columnSums: { shape: [chunks, period, length, 2] } },
        params: { outer: rows.outer, period, length, chunks, eps: float(call.attrs.eps) },
        grid: linear(chunks * period * Math.ceil(length / 4)),
      }
    : makeSums(call, rows);
  const parts = along
    ? { outer: chunks, period: period * length, lanes: 1 }
    : { outer: rows.outer, period, lanes: lanesOf(call.adapter, "reduce", length) };
  return [
    partials,
    {
      code: mergeAffine,
      reads: [along ? "columnSums" : "segmentSums"],
      writes: { dweight: { shape }, dbias: { shape } },
      params: parts,
      ...mergeOf(call.adapter, parts.period),
    },
  ];
}
