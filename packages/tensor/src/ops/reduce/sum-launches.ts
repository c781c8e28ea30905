import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import { type Shape, size } from "../../shape.ts";
import { castLaunch } from "../cast/launch.ts";
import sum from "./sum.wgsl";

/** Sums in flight that keep a GPU busy; more of them only make more partial sums. */
const ENOUGH_SUMS = 16_384;

/** Elements that one invocation adds up at most, for the digits, and at least, where an axis is split. */
const LONGEST = 1024;
const SHORTEST = 128;

/**
 * Launches that write `name` = Σ x / divisor over the axes `over`, of shape `shape`: one axis after another, the
 * innermost first, and a long axis in chunks whose partial sums are added up like an axis of their own. The order of
 * additions depends on shapes alone. Sums of halves are of f32, and rounded once, at the end.
 *
 * @param x name and shape of what is summed
 * @param dtype element type of what is summed and of the result
 * @param over whether each axis of x is summed over
 */
export function sumLaunches(
  [from, shapeOfX]: readonly [name: string, shape: Shape],
  over: readonly boolean[],
  name: string,
  shape: Shape,
  divisor = 1,
  dtype: Floating = "f32",
): Launch[] {
  const runs = merged(shapeOfX, over);
  const launches: Launch[] = [];
  let source = from;
  do {
    const axis = runs.findLastIndex(({ summed }) => summed);
    const extents = runs.map(({ extent }) => extent);
    const [outer, extent, inner] =
      axis < 0
        ? [size(extents), 1, 1]
        : [size(extents.slice(0, axis)), extents[axis]!, size(extents.slice(axis + 1))];
    const chunks = chunksOf(extent, outer * inner);
    if (axis >= 0) {
      if (chunks > 1) runs[axis] = { extent: chunks, summed: true };
      else runs.splice(axis, 1);
    }
    const last = !runs.some(({ summed }) => summed);
    const target = last && dtype === "f32" ? name : `${name}Sum${launches.length}`;
    launches.push({
      code: sum,
      real: source === from ? dtype : "f32",
      reads: [source],
      writes: { [target]: { shape: last ? shape : [outer, chunks, inner] } },
      params: {
        extent,
        inner,
        chunks,
        size: outer * chunks * inner,
        divisor: float(last ? divisor : 1),
      },
      grid: linear(outer * chunks * inner),
    });
    source = target;
  } while (runs.some(({ summed }) => summed));
  if (dtype !== "f32") launches.push(castLaunch(source, "f32", name, dtype, shape));
  return launches;
}

/** Neighbouring axes of a kind as one, axes of one element left out. */
function merged(shape: Shape, over: readonly boolean[]): { extent: number; summed: boolean }[] {
  const runs: { extent: number; summed: boolean }[] = [];
  shape.forEach((extent, axis) => {
    if (extent === 1) return;
    const summed = over[axis]!;
    const before = runs.at(-1);
    if (before?.summed === summed) before.extent *= extent;
    else runs.push({ extent, summed });
  });
  return runs;
}

function chunksOf(extent: number, sums: number): number {
  if (extent <= 2 * SHORTEST) return 1;
  const wanted = Math.max(ENOUGH_SUMS / sums, extent / LONGEST);
  return Math.ceil(Math.min(wanted, extent / SHORTEST));
}
