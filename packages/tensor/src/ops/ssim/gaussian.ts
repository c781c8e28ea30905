import { float, type Param } from "../../op.ts";

/** Taps that the kernels' uniform memory has room for. */
export const MOST_TAPS = 32;

/** The weights of a Gaussian window, which sum to 1. */
export function gaussian(taps: number, sigma: number): number[] {
  const weights = Array.from({ length: taps }, (_, k) =>
    Math.exp(-((k - (taps - 1) / 2) ** 2) / (2 * sigma ** 2)),
  );
  const total = weights.reduce((a, b) => a + b);
  return weights.map((weight) => weight / total);
}

/** The fields of a kernel's `window: array<vec4f, 8>`. */
export function windowOf(taps: number, sigma: number): Record<string, Param> {
  const weights = gaussian(taps, sigma);
  return Object.fromEntries(
    Array.from({ length: MOST_TAPS }, (_, k) => [`window${k}`, float(weights[k] ?? 0)]),
  );
}
