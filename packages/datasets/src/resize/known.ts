import type { Size } from "../sample.ts";
import type { Axis } from "./axis.ts";
import { gather, nearest, resample } from "./planes.ts";

/** Planes of numbers, and the pixels at which they are known; where they are not they are 0. */
export interface Known {
  /** `[planes, H, W]` */
  readonly values: Float32Array;
  /** `[H, W]` */
  readonly mask: Uint8Array;
}

/** The input pixel that lies nearest to each output pixel, by column and row. */
export interface Grid {
  readonly xs: Int32Array;
  readonly ys: Int32Array;
}

/** Each output pixel is a copy of the input pixel nearest to it. */
export function copyNearest({ values, mask }: Known, from: Size, { xs, ys }: Grid): Known {
  const planes = values.length / mask.length;
  const pixels = xs.length * ys.length;
  return {
    values: gather(values, planes, from, xs, ys, new Float32Array(planes * pixels)),
    mask: gather(mask, 1, from, xs, ys, new Uint8Array(pixels)),
  };
}

/**
 * Each output pixel is the mean of the known input pixels that its taps reach, by the weights of the taps. It is known
 * where the nearest input pixel is, which has to be one of the taps.
 */
export function averageKnown({ values, mask }: Known, from: Size, x: Axis, y: Axis, { xs, ys }: Grid): Known {
  const planes = values.length / mask.length;
  const known = gather(mask, 1, from, xs, ys, new Uint8Array(xs.length * ys.length));
  // Unknown values are 0 and add nothing to a sum: divided by the weight of the known ones it is their mean.
  const sums = resample(values, planes, from, x, y);
  const weights = resample(mask, 1, from, x, y);
  for (let plane = 0, at = 0; plane < planes; plane++)
    for (let i = 0; i < known.length; i++, at++) sums[at] = known[i] === 1 ? sums[at]! / weights[i]! : 0;
  return { values: sums, mask: known };
}

/** Each output pixel is the greatest of the known input pixels in its cell, and known if one of them is. */
export function greatestKnown({ values, mask }: Known, from: Size, to: Size): Known {
  const planes = values.length / mask.length;
  const [columns, rows] = [cells(from.width, to.width), cells(from.height, to.height)];
  const known = new Uint8Array(to.width * to.height);
  const greatest = new Float32Array(planes * known.length);
  for (let row = 0, o = 0; row < to.height; row++)
    for (let column = 0; column < to.width; column++, o++)
      for (let y = rows.first[row]!; y < rows.end[row]!; y++)
        for (let x = columns.first[column]!; x < columns.end[column]!; x++) {
          const i = y * from.width + x;
          if (mask[i] === 0) continue;
          for (let plane = 0; plane < planes; plane++) {
            const value = values[plane * mask.length + i]!;
            const at = plane * known.length + o;
            greatest[at] = known[o] === 0 ? value : Math.max(greatest[at]!, value);
          }
          known[o] = 1;
        }
  return { values: greatest, mask: known };
}

/** The inputs of an axis that belong to each output: where it shrinks those whose centre it covers, else the nearest. */
function cells(from: number, to: number): { first: Int32Array; end: Int32Array } {
  if (to >= from) {
    const first = nearest(from, to);
    return { first, end: first.map((input) => input + 1) };
  }
  const cut = (o: number) => Math.ceil((2 * o * from - to) / (2 * to));
  return {
    first: Int32Array.from({ length: to }, (_, o) => cut(o)),
    end: Int32Array.from({ length: to }, (_, o) => cut(o + 1)),
  };
}
