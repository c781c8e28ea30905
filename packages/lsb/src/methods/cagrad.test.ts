import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Matrix, norms, square } from "../numeric/vectors.ts";
import { gramArbitrary } from "../testing/problems.ts";
import { gains, weigh } from "../testing/weigh.ts";
import { caGrad } from "./cagrad.ts";

describe("CAGrad", () => {
  const least = (gram: Matrix, w: readonly number[]) => Math.min(...gains(gram, w));

  test("no other update as near to the mean gradient has a greater least gain", () => {
    const directions = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 5, maxLength: 5 }), {
      minLength: 30,
      maxLength: 30,
    });
    fc.assert(
      fc.property(gramArbitrary(5, 8), directions, fc.constantFrom(0.2, 0.5, 0.9), (gram, tries, c) => {
        const mean = gram.map(() => 1 / gram.length);
        const radius = c * Math.sqrt(square(gram, mean));
        const w = weigh(caGrad({ c, rescale: "none" }), gram);
        if (w.every((weight) => weight === 0)) return; // where gradients vanish together
        const away = w.map((weight, k) => weight - mean[k]!);
        expect(Math.sqrt(square(gram, away))).toBeCloseTo(radius, 9 - Math.ceil(Math.log10(radius)));
        // The best update lies in the span of the gradients, so others in it are enough.
        const lengths = norms(gram);
        for (const direction of tries) {
          const d = lengths.map((length, k) => direction[k]! / length);
          const length = Math.sqrt(square(gram, d));
          if (length < 1e-6) continue;
          const other = mean.map((share, k) => share + (radius * d[k]!) / length);
          const size = Math.max(...lengths) * radius;
          expect(least(gram, other)).toBeLessThanOrEqual(least(gram, w) + 1e-9 * size);
        }
      }),
      { numRuns: 60 },
    );
  });

  test("c = 0 is the mean, and within reach of an update of 0 opposed gradients have none", () => {
    const opposed = [
      [1, -2],
      [-2, 4],
    ];
    expect(weigh(caGrad({ c: 0 }), opposed)).toEqual([0.5, 0.5]);
    // g_0 is -g_1 / 2, and the best within half its length of it is -g_1 / 4.
    expect(weigh(caGrad({ rescale: "none" }), opposed)).toEqual([
      expect.closeTo(0.75, 12),
      expect.closeTo(0.5, 12),
    ]);
    expect(weigh(caGrad({ c: 1.5 }), opposed)).toEqual([0, 0]);
  });
});
