import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GRID, LEAST_TILE, tileAxis, tileShares } from "./tile-axis.ts";

const cases = fc
  .record({ length: fc.integer({ min: 1, max: 3000 }), most: fc.integer({ min: LEAST_TILE, max: 1000 }) })
  .chain(({ length, most }) =>
    fc.record({
      length: fc.constant(length),
      most: fc.constant(most),
      overlap: fc.integer({ min: 0, max: Math.floor(most / 2) }),
    }),
  );

describe("tileAxis", () => {
  it("covers an axis by tiles on the grid that overlap by as much as asked for", () => {
    fc.assert(
      fc.property(cases, ({ length, most, overlap }) => {
        const { tile, starts } = tileAxis(length, most, overlap);
        expect(tile).toBeLessThanOrEqual(most);
        expect(starts[0]).toBe(0);
        expect(starts.at(-1)! + tile).toBe(length);
        for (const [i, start] of starts.entries()) {
          expect(start % GRID).toBe(0);
          if (i > 0) expect(starts[i - 1]! + tile - start).toBeGreaterThanOrEqual(overlap);
          if (i > 0) expect(start).toBeGreaterThan(starts[i - 1]!);
        }
      }),
    );
  });

  it("takes what fits whole, and no more tiles than that takes", () => {
    expect(tileAxis(500, 500, 100)).toEqual({ tile: 500, starts: [0] });
    expect(tileAxis(501, 500, 100)).toEqual({ tile: 469, starts: [0, 32] });
    expect(tileAxis(1000, 400, 100)).toEqual({ tile: 392, starts: [0, 192, 384, 608] });
  });
});

describe("tileShares", () => {
  it("add up to 1 at each pixel, and are 0 near an edge that cuts an image", () => {
    fc.assert(
      fc.property(cases, ({ length, most, overlap }) => {
        const axis = tileAxis(length, most, overlap);
        const sums = new Float64Array(length);
        for (const [i, start] of axis.starts.entries()) {
          const shares = tileShares(axis, i);
          for (const [at, share] of shares.entries()) sums[start + at]! += share;
          const blind = Math.floor(overlap / 3);
          if (i > 0) expect(shares.slice(0, blind).every((share) => share === 0)).toBe(true);
          if (start + axis.tile < length)
            expect(shares.slice(axis.tile - blind).every((share) => share === 0)).toBe(true);
        }
        for (const sum of sums) expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
      }),
      { numRuns: 50 },
    );
  });

  it("rise evenly across the middle third of an overlap", () => {
    const axis = { tile: 18, starts: [0, 9] };
    const rising = [0, 0, 0, 1 / 6, 1 / 2, 5 / 6, 1, 1, 1];
    const [first, second] = [0, 1].map((i) => tileShares(axis, i));
    for (const [i, share] of rising.entries()) {
      expect(first![9 + i]).toBeCloseTo(1 - share, 6);
      expect(second![i]).toBeCloseTo(share, 6);
    }
    expect(first!.slice(0, 9)).toEqual(new Float32Array(9).fill(1));
    expect(second!.slice(9)).toEqual(new Float32Array(9).fill(1));
  });
});
