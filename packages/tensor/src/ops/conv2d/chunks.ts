import type { Launch } from "../../op.ts";
import { castLaunch } from "../cast/launch.ts";
import { sumLaunches } from "../reduce/sum-launches.ts";
import { type Geometry, shapesOf } from "./geometry.ts";

/** Launches that make `dweight`, whose sums a launch makes in chunks, of f32: `[chunks, ...]`, which are added up. */
export function addedChunks(
  g: Geometry,
  chunks: number,
  launch: (writes: Launch["writes"]) => Launch,
): readonly Launch[] {
  const { weight } = shapesOf(g);
  if (chunks === 1 && g.dtype === "f32") return [launch({ dweight: { shape: weight } })];
  const parts = [chunks, ...weight];
  const first = launch({ weightPartial: { shape: parts } });
  const sum = g.dtype === "f32" ? "dweight" : "weightSum";
  const launches = [
    first,
    ...sumLaunches(
      ["weightPartial", parts],
      parts.map((_, i) => i === 0),
      sum,
      weight,
    ),
  ];
  return sum === "dweight" ? launches : [...launches, castLaunch(sum, "f32", "dweight", g.dtype, weight)];
}
