import type { Size } from "../sample.ts";
import type { Axis } from "./axis.ts";

/** Arrays of pixels, planar: `[planes, H, W]`. */
export type Pixels = Uint8Array | Uint16Array | Float32Array;

/** Resamples every plane along x, then along y: `[planes, H, W]` to `[planes, rows of y, columns of x]`. */
export function resample(source: Pixels, planes: number, from: Size, x: Axis, y: Axis): Float32Array {
  const { width, height } = from;
  const [columns, rows] = [x.first.length, y.first.length];
  const wide = new Float32Array(columns * height);
  const out = new Float32Array(planes * rows * columns);
  for (let plane = 0; plane < planes; plane++) {
    for (let column = 0; column < columns; column++) {
      const weights = x.weights[column]!;
      for (let row = 0; row < height; row++) {
        const at = (plane * height + row) * width + x.first[column]!;
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * source[at + i]!;
        wide[row * columns + column] = sum;
      }
    }
    for (let row = 0; row < rows; row++) {
      const weights = y.weights[row]!;
      const at = y.first[row]! * columns;
      for (let column = 0; column < columns; column++) {
        let sum = 0;
        for (let i = 0; i < weights.length; i++) sum += weights[i]! * wide[at + i * columns + column]!;
        out[(plane * rows + row) * columns + column] = sum;
      }
    }
  }
  return out;
}

/** Copies pixel `(xs[column], ys[row])` of every plane to `(column, row)` of `into`, and returns `into`. */
export function gather<T extends Pixels>(
  source: T,
  planes: number,
  from: Size,
  xs: Int32Array,
  ys: Int32Array,
  into: T,
): T {
  let at = 0;
  for (let plane = 0; plane < planes; plane++)
    for (const y of ys) {
      const row = (plane * from.height + y) * from.width;
      for (const x of xs) into[at++] = source[row + x]!;
    }
  return into;
}

/** The input pixel under the centre of each output pixel: `floor((o + 1/2) from / to)`. */
export function nearest(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, o) => Math.min(Math.floor(((o + 0.5) * from) / to), from - 1));
}
