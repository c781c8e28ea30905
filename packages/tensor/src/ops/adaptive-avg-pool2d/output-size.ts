import { ranked } from "../../apply.ts";
import { expectList } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import type { Shape } from "../../shape.ts";

export interface AdaptivePoolAttrs {
  /** Pixels of the result: one number for both axes, or one for each, `null` for an axis that stays as it is. */
  readonly outputSize: number | readonly [height: number | null, width: number | null];
}

/** Kernels compute products of inputs and outputs along an axis in 32 bits. */
const MAX_PRODUCT = 2 ** 31;

/**
 * The shape of `x` [N, C, H, W] pooled to `outputSize`. Window `o` of `O` begins at `⌊o I / O⌋` and ends before
 * `⌈(o + 1) I / O⌉` of `I` inputs: windows hold whole pixels, and where `O` does not divide `I` some overlap by one.
 *
 * @throws {ShapeError} if `x` is not rank 4, or the result would have no pixel, or too many.
 */
export function adaptiveShape(
  op: string,
  x: Shape,
  { outputSize }: AdaptivePoolAttrs,
): readonly [number, number, number, number] {
  const [n, c, h, w] = ranked(op, "x", x, "N, C, H, W", 4);
  const pair = typeof outputSize === "number" ? [outputSize, outputSize] : outputSize;
  expectList(op, "outputSize", pair);
  const [oh, ow] = ranked(
    op,
    "outputSize",
    pair.map((extent, i) => extent ?? [h, w][i]!),
    "OH, OW",
    2,
  );
  if (![oh, ow].every((extent) => Number.isInteger(extent) && extent > 0))
    throw new ShapeError(op, "at least one pixel along each axis", { outputSize: [oh, ow] });
  if (h * oh >= MAX_PRODUCT || w * ow >= MAX_PRODUCT)
    throw new ShapeError(op, `inputs times outputs along an axis below ${MAX_PRODUCT}`, {
      x,
      outputSize: [oh, ow],
    });
  return [n, c, oh, ow];
}
