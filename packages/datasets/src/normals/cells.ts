import type { Size } from "../sample.ts";

/** Depths that differ by more than this share of the nearer one belong to different surfaces. */
export const sameSurface = 0.05;

/** Inverse depth of cells of some pixels a side: their mean, which in the image of a plane is that of their middle. */
export interface Cells {
  /** `[rows, columns]`; 0 where a pixel of the cell is unknown, or it holds more than one surface. */
  readonly inverse: Float64Array;
  readonly columns: number;
  readonly rows: number;
  /** In pixels. */
  readonly side: 1 | 2;
}

/** The cells of a map of inverse depths, 0 where it is unknown; what does not fill a cell is left out. */
export function cellsOf(inverse: Float64Array, { width, height }: Size, side: 1 | 2): Cells {
  if (side === 1) return { inverse, columns: width, rows: height, side };
  const [columns, rows] = [width >> 1, height >> 1];
  const means = new Float64Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) {
      const first = 2 * row * width + 2 * column;
      const a = inverse[first]!;
      const b = inverse[first + 1]!;
      const c = inverse[first + width]!;
      const d = inverse[first + width + 1]!;
      const farthest = Math.min(a, b, c, d);
      const nearest = Math.max(a, b, c, d);
      // Also false where a pixel is unknown: its inverse is 0.
      if (nearest <= (1 + sameSurface) * farthest) means[at] = (a + b + c + d) / 4;
    }
  return { inverse: means, columns, rows, side };
}
