import { ranked } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import type { Shape } from "../../shape.ts";
import { both, type Pair } from "../window/pair.ts";

/**
 * What to resample to: `size` in pixels, or `scaleFactor`, times the input's extents, rounded down. A factor also
 * enters the map from output to input as it is, as in PyTorch, which matters where rounding down lost something; but not
 * along an axis that it leaves as long as it is.
 */
export type UpsampleTarget =
  | { readonly size: readonly [height: number, width: number] }
  | { readonly scaleFactor: Pair };

/** The factor along each axis, where factors are given. */
export function scaleFactors(target: UpsampleTarget): readonly [number, number] | null {
  if (!("scaleFactor" in target)) return null;
  return both(target.scaleFactor);
}

/**
 * The shape of `x` [N, C, H, W] resampled to `target`.
 *
 * @throws {ShapeError} if `x` is not rank 4, or the result would have no pixel.
 */
export function resampledShape(
  op: string,
  x: Shape,
  target: UpsampleTarget,
): readonly [number, number, number, number] {
  const [n, c, h, w] = ranked(op, "x", x, "N, C, H, W", 4);
  const factors = scaleFactors(target);
  if (factors) expectList(op, "scaleFactor", factors);
  if (factors && !factors.every((factor) => factor > 0 && factor < Infinity))
    throw new ShapeError(op, "scaleFactor of positive numbers", { scaleFactor: factors });
  const size = "size" in target ? target.size : factors!.map((factor, i) => Math.floor(factor * [h, w][i]!));
  expectList(op, "size", size);
  const [oh, ow] = ranked(op, "size", size, "OH, OW", 2);
  if (![oh, ow].every((extent) => Number.isInteger(extent) && extent > 0))
    throw new ShapeError(op, "at least one pixel along each axis", {
      x,
      ...(factors ? { scaleFactor: factors } : {}),
      size,
    });
  return [n, c, oh, ow];
}
