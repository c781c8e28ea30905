import type { Contract } from "../../testing/contract.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { gaussian } from "./gaussian.ts";
import { type SsimAttrs, type SsimOp, ssimLossOp, ssimOp } from "./ssim-op.ts";

const attrs: SsimAttrs = { dataRange: 1, windowSize: 11, sigma: 1.5, k1: 0.01, k2: 0.03, reduction: "mean" };
const small: SsimAttrs = { ...attrs, windowSize: 3, sigma: 0.8 };

/** The sum of `weight(…) · f(x, t)` over a window, by its definition: all taps at once, moments about 0. */
function similarityOf(
  x: (row: number, column: number) => number,
  t: (row: number, column: number) => number,
  { windowSize, sigma, dataRange, k1, k2 }: SsimAttrs,
): number {
  const weights = gaussian(windowSize, sigma);
  const mean = (f: (row: number, column: number) => number) =>
    weights.reduce(
      (sum, a, row) => sum + weights.reduce((inner, b, column) => inner + a * b * f(row, column), 0),
      0,
    );
  const [mx, mt] = [mean(x), mean(t)];
  const vx = mean((r, c) => (x(r, c) - mx) ** 2);
  const vt = mean((r, c) => (t(r, c) - mt) ** 2);
  const covariance = mean((r, c) => (x(r, c) - mx) * (t(r, c) - mt));
  const [c1, c2] = [(k1 * dataRange) ** 2, (k2 * dataRange) ** 2];
  return ((2 * mx * mt + c1) * (2 * covariance + c2)) / ((mx ** 2 + mt ** 2 + c1) * (vx + vt + c2));
}

const contractOf = (
  op: SsimOp,
  finish: (similarity: number) => number,
): Contract<"x" | "target", SsimAttrs, "mask"> => ({
  op,
  reference({ x, target, mask }, { x: [N, C, H, W] }, given) {
    const { windowSize, reduction } = given;
    const values: number[] = [];
    let count = 0;
    for (let plane = 0; plane < N * C; plane++)
      for (let h = 0; h <= H - windowSize; h++)
        for (let w = 0; w <= W - windowSize; w++) {
          const at = (values: Float64Array, base: number) => (row: number, column: number) =>
            values[(base * H + h + row) * W + w + column]!;
          const taps = Array.from({ length: windowSize }, (_, k) => k);
          const holds = mask && at(mask, Math.floor(plane / C));
          const counts = !holds || taps.every((row) => taps.every((column) => holds(row, column) !== 0));
          values.push(counts ? finish(similarityOf(at(x, plane), at(target, plane), given)) : 0);
          count += Number(counts);
        }
    if (reduction === "none") return Float64Array.from(values);
    const sum = values.reduce((a, b) => a + b, 0);
    return Float64Array.of(reduction === "sum" ? sum : sum / count);
  },
  sample: {
    // Alike enough for similarities of all sizes.
    x: (elements, seed) =>
      uniform(elements, seed).map((value, i) => Math.fround((Math.sin(i) + value + 2) / 4)),
    target: (elements, seed) =>
      uniform(elements, seed).map((value, i) => Math.fround((Math.sin(i) + value / 2 + 2) / 4)),
    mask: (elements, seed) => integers(elements, 20, seed),
  },
  cases: {
    images: [{ x: [2, 2, 13, 14], target: [2, 2, 13, 14] }, attrs],
    "as large as the window": [{ x: [2, 1, 11, 11], target: [2, 1, 11, 11] }, attrs],
    "a mask": [{ x: [2, 2, 9, 11], target: [2, 2, 9, 11], mask: [2, 9, 11] }, small],
    "each window of a mask of one channel": [
      { x: [2, 2, 7, 9], target: [2, 2, 7, 9], mask: [2, 1, 7, 9] },
      { ...small, reduction: "none" },
    ],
    "a sum over windows of even size": [
      { x: [1, 3, 6, 5], target: [1, 3, 6, 5] },
      { ...attrs, windowSize: 4, sigma: 2, reduction: "sum" },
    ],
    "other constants": [
      { x: [1, 1, 7, 9], target: [1, 1, 7, 9] },
      { ...small, dataRange: 3, k1: 0.1, k2: 0.05 },
    ],
    "windows of one pixel": [
      { x: [1, 2, 3, 5], target: [1, 2, 3, 5] },
      { ...attrs, windowSize: 1 },
    ],
    "many windows": [{ x: [2, 1, 23, 35], target: [2, 1, 23, 35] }, small],
  },
  errors: {
    [`${op.name}: expected x [N, C, H, W]; got x [13, 14]`]: [{ x: [13, 14], target: [13, 14] }, attrs],
    [`${op.name}: expected x and target of one shape; got x [1, 1, 13, 14], target [1, 1, 14, 13]`]: [
      { x: [1, 1, 13, 14], target: [1, 1, 14, 13] },
      attrs,
    ],
    [`${op.name}: expected mask [N, H, W] or [N, 1, H, W] of the pixels of x; got x [1, 2, 13, 14], mask [1, 2, 13, 14]`]:
      [{ x: [1, 2, 13, 14], target: [1, 2, 13, 14], mask: [1, 2, 13, 14] }, attrs],
    [`${op.name}: expected images no smaller than the window; got x [1, 1, 10, 14], windowSize 11`]: [
      { x: [1, 1, 10, 14], target: [1, 1, 10, 14] },
      attrs,
    ],
    [`${op.name}: expected windowSize an integer from 1 to 32; got windowSize 33`]: [
      { x: [1, 1, 40, 40], target: [1, 1, 40, 40] },
      { ...attrs, windowSize: 33 },
    ],
    [`${op.name}: expected dataRange > 0; got dataRange 0`]: [
      { x: [1, 1, 13, 14], target: [1, 1, 13, 14] },
      { ...attrs, dataRange: 0 },
    ],
    [`${op.name}: expected sigma > 0; got sigma -1`]: [
      { x: [1, 1, 13, 14], target: [1, 1, 13, 14] },
      { ...attrs, sigma: -1 },
    ],
    [`${op.name}: expected reduction of mean, sum or none; got reduction median`]: [
      { x: [1, 1, 13, 14], target: [1, 1, 13, 14] },
      { ...attrs, reduction: "median" as "mean" },
    ],
  },
  bench: {
    images: [{ x: [4, 3, 144, 192], target: [4, 3, 144, 192] }, attrs],
  },
});

export const contracts = [contractOf(ssimOp, (s) => s), contractOf(ssimLossOp, (s) => 1 - s)];
