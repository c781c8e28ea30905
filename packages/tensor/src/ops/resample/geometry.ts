import { ranked } from "../../apply.ts";
import type { Shape } from "../../shape.ts";
import { axisOf, type CoordinateMode } from "./axis.ts";
import type { UpsampleTarget } from "./output-size.ts";

export type ResampleAttrs = UpsampleTarget & { readonly coordinateMode: CoordinateMode };

/**
 * What the kernels that interpolate between inputs need to know: extents, and the map of each axis.
 *
 * @param factors the factor of each axis that enters its map; `undefined` where the ratio of extents does
 * @throws {ShapeError} if positions would not fit 32 bits.
 */
export function geometryOf(
  op: string,
  x: Shape,
  y: Shape,
  { coordinateMode }: ResampleAttrs,
  factors: readonly (number | undefined)[] | null,
) {
  const [n, c, h, w] = ranked(op, "x", x, "N, C, H, W", 4);
  const [, , oh, ow] = ranked(op, "y", y, "N, C, OH, OW", 4);
  const vertical = axisOf(op, h, oh, coordinateMode, factors?.[0]);
  const horizontal = axisOf(op, w, ow, coordinateMode, factors?.[1]);
  return {
    planes: n * c,
    h,
    w,
    oh,
    ow,
    stepY: vertical.step,
    startY: vertical.start,
    unitY: vertical.unit,
    stepX: horizontal.step,
    startX: horizontal.start,
    unitX: horizontal.unit,
  };
}
