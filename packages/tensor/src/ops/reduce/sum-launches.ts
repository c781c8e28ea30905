import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import { float, type Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import { castLaunch } from "../cast/launch.ts";
import { stepsOf } from "./steps.ts";
import sum from "./sum.wgsl";
import sumFours from "./sum-fours.wgsl";

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
  const launches: Launch[] = [];
  let source = from;
  for (const { outer, extent, inner, chunks, fours, last } of stepsOf(shapeOfX, over, true)) {
    const target = last && dtype === "f32" ? name : `${name}Sum${launches.length}`;
    launches.push({
      code: fours ? sumFours : sum,
      real: source === from ? dtype : "f32",
      reads: [source],
      writes: { [target]: { shape: last ? shape : [outer, chunks, inner] } },
      params: {
        ...(fours ? { extent: extent / 4, turns: Math.ceil(extent / 4 / chunks) } : { extent, inner }),
        chunks,
        size: outer * chunks * inner,
        divisor: float(last ? divisor : 1),
      },
      grid: linear(outer * chunks * inner),
    });
    source = target;
  }
  if (dtype !== "f32") launches.push(castLaunch(source, "f32", name, dtype, shape));
  return launches;
}
