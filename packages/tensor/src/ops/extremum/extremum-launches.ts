import type { Floating } from "../../dtype.ts";
import { linear } from "../../grid.ts";
import type { Launch } from "../../op.ts";
import type { Shape } from "../../shape.ts";
import { stepsOf } from "../reduce/steps.ts";
import code from "./extremum.wgsl";

export type Extremum = "max" | "min";

/**
 * Launches that write `values`, the extremes of `x` over the axes `over`, and `places`, where along these they lie, if
 * they are neighbours: of equal elements the first, and the first NaN of all.
 *
 * @param shape of the values, and of the places, which are `i32`
 */
export function extremumLaunches(
  extremum: Extremum,
  x: Shape,
  over: readonly boolean[],
  { values, places }: { readonly values: string; readonly places: string },
  shape: Shape,
  dtype: Floating,
): Launch[] {
  let source = "x";
  let placed = "x"; // which is not read as places where nothing is merged
  return stepsOf(x, over).map(({ outer, extent, inner, chunks, merges, last }, k) => {
    const [value, place] = last ? [values, places] : [`${values}${k}`, `${places}${k}`];
    const made = last ? shape : [outer, chunks, inner];
    const launch: Launch = {
      code,
      real: dtype,
      reads: [source, placed],
      writes: { [value]: { shape: made, dtype }, [place]: { shape: made, dtype: "i32" } },
      params: { extent, inner, chunks, size: outer * chunks * inner },
      constants: { SMALLEST: Number(extremum === "min"), MERGES: Number(merges) },
      grid: linear(outer * chunks * inner),
    };
    [source, placed] = [value, place];
    return launch;
  });
}
