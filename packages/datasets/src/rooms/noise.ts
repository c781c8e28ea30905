import { scramble } from "../random.ts";

/** A number in 0..1 that belongs to two integers: the same on every call. */
export function cell(i: number, j: number): number {
  return (scramble(Math.imul(i, 0x27d4eb2d) ^ scramble(j + 0x165667b1)) >>> 0) / 2 ** 32;
}

/** Smooth noise in 0..1 that changes over a distance of about 1. */
export function noise(x: number, y: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const fx = smooth(x - i);
  const fy = smooth(y - j);
  const top = cell(i, j) + (cell(i + 1, j) - cell(i, j)) * fx;
  const bottom = cell(i, j + 1) + (cell(i + 1, j + 1) - cell(i, j + 1)) * fx;
  return top + (bottom - top) * fy;
}

const smooth = (t: number) => t * t * (3 - 2 * t);

/** 0 below `low`, 1 above `high`, smooth between. */
export function ramp(low: number, high: number, x: number): number {
  return smooth(Math.min(Math.max((x - low) / (high - low), 0), 1));
}
