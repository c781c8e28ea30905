import type { Colour } from "./colour.ts";
import { inferno } from "./inferno.ts";

/** Values that the colours of a picture span. */
export interface ValueRange {
  readonly low: number;
  readonly high: number;
}

/** High is bright, low is dark; what lies outside of the range has the colour of its end. */
export function heatColour(value: number, { low, high }: ValueRange): Colour {
  return inferno(high > low ? (value - low) / (high - low) : 0.5);
}

/** Near is bright, far is dark; what lies outside of the range has the colour of its end. */
export function depthColour(depth: number, { low, high }: ValueRange): Colour {
  return inferno(high > low ? (high - depth) / (high - low) : 0.5);
}

/** The range of the finite values, of those that a mask lets through in each plane; 0..1 if there are none. */
export function valueRange(values: Float32Array, mask?: Uint8Array): ValueRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const [i, value] of values.entries()) {
    if (mask?.[i % mask.length] === 0 || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low <= high ? { low, high } : { low: 0, high: 1 };
}
