import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import { inChunks } from "../matmul/chunks.ts";
import { type Geometry, paramsOf, shapesOf } from "./geometry.ts";
import mendWeight from "./mend-weight.wgsl";

/**
 * Launches that make `dweight`, whose sums a launch makes in chunks, of f32: `[chunks, ...]`, which are added up. Then
 * what came out NaN is summed anew: a pixel beyond an edge was met as 0, which makes NaN of an infinity.
 *
 * @param zeros whether cotangents alone meet zeros, or inputs too
 */
export const addedChunks = (
  g: Geometry,
  chunks: number,
  zeros: "meet dy" | "meet dy and x",
  launch: (writes: Launch["writes"]) => Launch,
): readonly Launch[] => [
  ...inChunks(
    { name: "dweight", shape: shapesOf(g).weight, dtype: g.dtype },
    chunks,
    launch,
    g.dtype === "f32",
  ),
  {
    code: mendWeight,
    real: g.dtype,
    reads: ["dy", "x"],
    updates: ["dweight"],
    writes: {},
    params: paramsOf(g),
    constants: { ALIKE: Number(zeros === "meet dy") },
    grid: linear(g.k * g.r * g.s),
  },
];
