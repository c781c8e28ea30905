import type { Size } from "../sample.ts";
import type { Axis } from "./axis.ts";

/** Arrays of pixels, planar: `[planes, H, W]`. */
export type Pixels = Uint8Array | Uint16Array | Float32Array;

/** Resamples every plane along x, then along y: `[planes, H, W]` to `[planes, rows of y, columns of x]`. */
export function resample(source: Pixels, planes: number, from: Size, x: Axis, y: Axis): Float32Array {
  const { width, height } = from;
  const [columns, rows] = [x.first.length, y.first.length];
  // Of a window only the rows that are read later are worth resampling.
  const top = Math.min(...y.first);
  const bottom = Math.max(...y.first) + y.taps;
  const wide = new Float32Array(columns * height);
  const out = new Float32Array(planes * rows * columns);
  for (let plane = 0; plane < planes; plane++) {
    for (let row = top; row < bottom; row++) {
      const start = (plane * height + row) * width;
      for (let column = 0; column < columns; column++) {
        const at = start + x.first[column]!;
        let sum = 0;
        for (let i = 0, w = column * x.taps; i < x.taps; i++) sum += x.weights[w + i]! * source[at + i]!;
        wide[row * columns + column] = sum;
      }
    }
    // Row by row, so that memory is read and written in its order.
    for (let row = 0; row < rows; row++) {
      const into = out.subarray((plane * rows + row) * columns, (plane * rows + row + 1) * columns);
      for (let i = 0; i < y.taps; i++) {
        const weight = y.weights[row * y.taps + i]!;
        const at = (y.first[row]! + i) * columns;
        for (let column = 0; column < columns; column++)
          into[column] = into[column]! + weight * wide[at + column]!;
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
    for (let y = 0; y < ys.length; y++) {
      const row = (plane * from.height + ys[y]!) * from.width;
      for (let x = 0; x < xs.length; x++) into[at++] = source[row + xs[x]!]!;
    }
  return into;
}

/** The input pixel under the centre of each output pixel: `floor((o + 1/2) from / to)`. */
export function nearest(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to }, (_, o) => Math.min(Math.floor(((o + 0.5) * from) / to), from - 1));
}
