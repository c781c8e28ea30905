import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimate } from "./estimate.ts";
import { meanRanks } from "./mean-rank.ts";
import { deltaM, deltaP, relativeChanges } from "./relative-change.ts";

describe("estimate", () => {
  // By scipy.stats: t.interval(0.95, n - 1, mean, sem).
  test.each([
    [[1, 2], { mean: 1.5, halfWidth: 6.353102, runs: 2 }],
    [[1, 2, 4], { mean: 2.333333, halfWidth: 3.794583, runs: 3 }],
    [Array.from({ length: 30 }, (_, i) => i), { mean: 14.5, halfWidth: 3.287247, runs: 30 }],
    [Array.from({ length: 22 }, (_, i) => i), { mean: 10.5, halfWidth: 2.879095, runs: 22 }],
  ])("of %j", (values, expected) => {
    const { mean, halfWidth, runs } = estimate(values)!;
    expect(mean).toBeCloseTo(expected.mean, 6);
    expect(halfWidth).toBeCloseTo(expected.halfWidth, 5);
    expect(runs).toBe(expected.runs);
  });

  test("of one run has no interval, and of none there is none", () => {
    expect(estimate([3])).toEqual({ mean: 3, halfWidth: null, runs: 1 });
    expect(estimate([])).toBe(null);
  });

  test("of equal runs is sure", () => {
    fc.assert(
      fc.property(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 2, max: 40 }), (value, runs) => {
        expect(estimate(Array<number>(runs).fill(value))).toEqual({ mean: value, halfWidth: 0, runs });
      }),
    );
  });
});

const baseline = { s: { miou: 0.5, pixelAccuracy: 0.8 }, d: { abs: 2, rel: 0.5, rmse: 3 } };

describe("relative changes", () => {
  const changes = relativeChanges(
    { s: { miou: 0.6, pixelAccuracy: 0.6 }, d: { abs: 1, rel: null, rmse: 9 } },
    baseline,
  );

  test("are above 0 where a metric is better, whichever way it goes", () => {
    expect(changes["s"]!["miou"]).toBeCloseTo(0.2, 12);
    expect(changes["s"]!["pixelAccuracy"]).toBeCloseTo(-0.25, 12);
    expect(changes["d"]).toEqual({ abs: 0.5 });
  });

  test("of a value below 0 have the right sign", () => {
    const { r } = relativeChanges({ r: { psnr: -1 } }, { r: { psnr: -2 } });
    expect(r).toEqual({ psnr: 0.5 });
  });

  test("average by task in delta p, and over all in delta m, which has the other sign", () => {
    expect(deltaP(changes)).toBeCloseTo((-0.025 + 0.5) / 2, 12);
    expect(deltaM(changes)).toBeCloseTo(-(0.2 - 0.25 + 0.5) / 3, 12);
    expect(deltaP({ s: {} })).toBe(null);
    expect(deltaM({})).toBe(null);
  });

  test("of the baseline to itself are 0", () => {
    expect(deltaP(relativeChanges(baseline, baseline))).toBe(0);
    expect(deltaM(relativeChanges(baseline, baseline))).toBeCloseTo(0, 12);
  });
});

test("ranks count from the best, whichever way a metric goes, and are shared by equals", () => {
  const ranks = meanRanks({
    a: { s: { miou: 0.6 }, d: { abs: 1, rmse: 100 } },
    b: { s: { miou: 0.5 }, d: { abs: 1, rmse: 1 } },
    c: { s: { miou: 0.7 }, d: { abs: 3, rmse: 1 } },
  });
  expect(ranks).toEqual({ a: (2 + 1.5) / 2, b: (3 + 1.5) / 2, c: (1 + 3) / 2 });
  expect(meanRanks({ a: { s: { miou: null } }, b: { s: { miou: 1 } } })).toEqual({ a: null, b: null });
});
