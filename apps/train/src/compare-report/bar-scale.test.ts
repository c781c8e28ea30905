import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { barScale } from "./bar-scale.ts";

const estimate = (mean: number, halfWidth: number | null = null) => ({ mean, halfWidth, runs: 3 });

describe("barScale", () => {
  it("spans zero, all means and their intervals", () => {
    const { low, high, ticks, at } = barScale([estimate(0.1, 0.02), estimate(-0.02)]);
    expect({ low, high }).toEqual({ low: -0.05, high: 0.15 });
    expect(ticks).toEqual([-0.05, 0, 0.05, 0.1, 0.15]);
    expect(at(0)).toBeCloseTo(0.25, 12);
  });

  it("leaves the means half of its length where intervals are wide", () => {
    const { low, high, at } = barScale([estimate(0.04, 9), estimate(0.08, 7)]);
    expect({ low, high }).toEqual({ low: -0.04, high: 0.12 });
    expect([at(-9), at(9)]).toEqual([0, 1]);
  });

  it("has few ticks at equal distances, whatever the values", () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true }).map((v) => Number(v.toPrecision(3)));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, fc.double({ min: 0, max: 10, noNaN: true })), { minLength: 1 }),
        (pairs) => {
          const means = pairs.map(([mean]) => mean).filter((mean) => mean === 0 || Math.abs(mean) > 1e-6);
          const { low, high, ticks } = barScale(means.map((mean, i) => estimate(mean, pairs[i]![1])));
          expect(low).toBeLessThanOrEqual(Math.min(0, ...means));
          expect(high).toBeGreaterThanOrEqual(Math.max(0, ...means));
          expect(ticks.length).toBeGreaterThan(2);
          expect(ticks.length).toBeLessThan(14);
          expect(ticks.some((tick) => Math.abs(tick) < 1e-9 * (high - low))).toBe(true);
        },
      ),
    );
  });
});
