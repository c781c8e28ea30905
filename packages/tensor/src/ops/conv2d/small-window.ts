import type { Geometry } from "./geometry.ts";

/**
 * Whether the kernels that keep a whole window in registers fit: of at most `largest` rows and columns, of stride 1,
 * with any dilation, or of stride 2 with none, along both axes.
 */
export function isSmallWindow({ r, s, stride, dilation }: Geometry, largest: number): boolean {
  const dilated = (r > 1 && dilation[0] > 1) || (s > 1 && dilation[1] > 1);
  const strided = stride[0] === stride[1] && (stride[0] === 1 || (stride[0] === 2 && !dilated));
  return r <= largest && s <= largest && strided;
}

/** Pixels from one to the next of a tile: with stride 1 a dilation, so that windows are whole among them. */
export const stepsOf = ({ stride, dilation }: Geometry): readonly [height: number, width: number] =>
  stride[0] === 1 ? dilation : [1, 1];

/** Tiles of `length` pixels, `step` apart, that cover an axis. */
export const tilesOf = (extent: number, length: number, step: number): number =>
  Math.ceil(extent / (length * step)) * step;

/** Padding before dy where dx of stride 1 is a convolution of dy with the windows turned. */
export const turnedPadding = ({ r, s, top, left, dilation }: Geometry) => ({
  top: dilation[0] * (r - 1) - top,
  left: dilation[1] * (s - 1) - left,
});
