import { axisOf, expectList } from "../../axes.ts";
import { ShapeError } from "../../errors.ts";
import { scope } from "../../scope.ts";
import type { Tensor } from "../../tensor.ts";
import { squeeze } from "../reshape/index.ts";
import { slice } from "./slice.ts";

/**
 * `x` cut along the axis `dim`: into pieces of one extent, the last of them shorter where it does not fit, or into
 * pieces of the extents given. Each is a copy of its part; takes elements of 16 or 32 bits, gradients flow to `x`.
 *
 * @throws {ShapeError} if there is no such axis, an extent is not a positive integer, or extents do not add up to x's.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.split.html
 */
export function split(x: Tensor, sizeOrSizes: number | readonly number[], dim = 0): Tensor[] {
  const extent = x.shape[axisOf("split", x.shape, dim)]!;
  const sizes = typeof sizeOrSizes === "number" ? [sizeOrSizes] : sizeOrSizes;
  expectList("split", "sizes", sizes);
  if (!sizes.every((size) => Number.isInteger(size) && size > 0))
    throw new ShapeError("split", "sizes of positive integers", { sizes });
  if (typeof sizeOrSizes === "number") return pieces(x, evenly(extent, sizeOrSizes), dim);
  if (sizes.reduce((sum, size) => sum + size, 0) !== extent)
    throw new ShapeError("split", `sizes that add up to ${extent}`, { x: x.shape, dim, sizes });
  return pieces(x, sizes, dim);
}

/**
 * `x` cut along the axis `dim` into `chunks` pieces, all but the last of ⌈extent / chunks⌉: fewer than `chunks` of
 * them where that takes all. As {@link split}.
 *
 * @throws {ShapeError} if there is no such axis, or `chunks` is not a positive integer.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.chunk.html
 */
export function chunk(x: Tensor, chunks: number, dim = 0): Tensor[] {
  const extent = x.shape[axisOf("chunk", x.shape, dim)]!;
  if (!Number.isInteger(chunks) || chunks < 1)
    throw new ShapeError("chunk", "chunks to be a positive integer", { chunks });
  return pieces(x, evenly(extent, Math.ceil(extent / chunks)), dim);
}

/**
 * The parts of `x` at each index along the axis `dim`, without that axis. As {@link split}.
 *
 * @throws {ShapeError} if there is no such axis.
 * @see https://docs.pytorch.org/docs/stable/generated/torch.unbind.html
 */
export function unbind(x: Tensor, dim = 0): Tensor[] {
  const axis = axisOf("unbind", x.shape, dim);
  return scope(() => pieces(x, evenly(x.shape[axis]!, 1), axis).map((part) => squeeze(part, axis)));
}

function evenly(extent: number, size: number): number[] {
  return Array.from({ length: Math.ceil(extent / size) }, (_, i) => Math.min(size, extent - i * size));
}

function pieces(x: Tensor, sizes: readonly number[], dim: number): Tensor[] {
  let end = 0;
  return sizes.map((size) => slice(x, dim, end, (end += size)));
}
