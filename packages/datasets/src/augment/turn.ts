import type { Labels } from "../labels.ts";
import type { Size } from "../sample.ts";

/** Where each pixel of a turned image comes from: between four pixels, and nearest to one of them. */
export interface Turn {
  /** By output pixel four input pixels; those outside the image count 0. */
  readonly taps: Int32Array;
  readonly weights: Float32Array;
  /** By output pixel the input pixel nearest to where it comes from; -1 outside the image. */
  readonly nearest: Int32Array;
}

/** The pixels of an image that is turned about its centre, counter-clockwise as it is seen. */
export function turnOf({ width, height }: Size, radians: number): Turn {
  const pixels = width * height;
  const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const taps = new Int32Array(4 * pixels);
  const weights = new Float32Array(4 * pixels);
  const nearest = new Int32Array(pixels).fill(-1);
  for (let row = 0, o = 0; row < height; row++)
    for (let column = 0; column < width; column++, o++) {
      const x = cos * (column - cx) - sin * (row - cy) + cx;
      const y = sin * (column - cx) + cos * (row - cy) + cy;
      const left = Math.floor(x);
      const top = Math.floor(y);
      for (let tap = 0; tap < 4; tap++) {
        const i = left + (tap & 1);
        const j = top + (tap >> 1);
        if (i < 0 || i >= width || j < 0 || j >= height) continue;
        taps[4 * o + tap] = j * width + i;
        weights[4 * o + tap] = (1 - Math.abs(x - i)) * (1 - Math.abs(y - j));
      }
      const i = Math.floor(x + 0.5);
      const j = Math.floor(y + 0.5);
      if (i >= 0 && i < width && j >= 0 && j < height) nearest[o] = j * width + i;
    }
  return { taps, weights, nearest };
}

/** Every plane of `[planes, H, W]`, each pixel the weighted sum of its four. */
export function turnSmoothly(
  source: Float32Array | Uint8Array,
  { taps, weights, nearest }: Turn,
): Float32Array {
  const pixels = nearest.length;
  const out = new Float32Array(source.length);
  for (let plane = 0; plane < source.length; plane += pixels)
    for (let o = 0, t = 0; o < pixels; o++, t += 4)
      out[plane + o] =
        weights[t]! * source[plane + taps[t]!]! +
        weights[t + 1]! * source[plane + taps[t + 1]!]! +
        weights[t + 2]! * source[plane + taps[t + 2]!]! +
        weights[t + 3]! * source[plane + taps[t + 3]!]!;
  return out;
}

/** Every plane of `[planes, H, W]`, each pixel that nearest to it, or `outside`. */
export function turnNearest<T extends Float32Array | Labels>(
  source: T,
  { nearest }: Turn,
  into: T,
  outside: number,
): T {
  const pixels = nearest.length;
  for (let plane = 0; plane < source.length; plane += pixels)
    for (let o = 0; o < pixels; o++)
      into[plane + o] = nearest[o]! < 0 ? outside : source[plane + nearest[o]!]!;
  return into;
}
