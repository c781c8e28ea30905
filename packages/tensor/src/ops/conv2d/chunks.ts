import type { Launch } from "../../op.ts";
import { inChunks } from "../matmul/chunks.ts";
import { type Geometry, shapesOf } from "./geometry.ts";

/** Launches that make `dweight`, whose sums a launch makes in chunks, of f32: `[chunks, ...]`, which are added up. */
export const addedChunks = (
  g: Geometry,
  chunks: number,
  launch: (writes: Launch["writes"]) => Launch,
): readonly Launch[] =>
  inChunks({ name: "dweight", shape: shapesOf(g).weight, dtype: g.dtype }, chunks, launch, g.dtype === "f32");
