import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { axisOf, ratio } from "./axis.ts";

describe("axisOf", () => {
  const positions = (...call: Parameters<typeof axisOf>) => {
    const { step, start, unit } = axisOf(...call);
    return Array.from({ length: call[2] }, (_, o) => (o * step + start) / unit);
  };

  test("places two inputs' four outputs by each mode", () => {
    expect(positions("op", 2, 4, "half_pixel")).toEqual([-0.25, 0.25, 0.75, 1.25]);
    expect(positions("op", 2, 4, "pytorch_half_pixel")).toEqual([-0.25, 0.25, 0.75, 1.25]);
    expect(positions("op", 2, 4, "asymmetric")).toEqual([0, 0.5, 1, 1.5]);
    expect(positions("op", 2, 4, "align_corners")).toEqual([0, 1 / 3, 2 / 3, 1]);
  });

  test("places one output of five inputs by each mode", () => {
    expect(positions("op", 5, 1, "half_pixel")).toEqual([2]);
    for (const mode of ["pytorch_half_pixel", "asymmetric", "align_corners"] as const)
      expect(positions("op", 5, 1, mode)).toEqual([0]);
  });

  test("takes a factor's inverse for the ratio of extents, but for aligned corners", () => {
    expect(positions("op", 5, 8, "asymmetric", 1.6)).toEqual(
      [0, 1, 2, 3, 4, 5, 6, 7].map((o) => (o * 5) / 8),
    );
    expect(positions("op", 3, 4, "half_pixel", 1.5)[3]).toBeCloseTo((3.5 * 2) / 3 - 0.5, 15);
    expect(positions("op", 3, 4, "align_corners", 1.5)).toEqual([0, 2 / 3, 4 / 3, 2]);
  });
});

describe("ratio", () => {
  test("finds the fraction behind a factor", () => {
    expect(ratio(1 / 2, 1000)).toEqual([1, 2]);
    expect(ratio(1 / 1.7, 1000)).toEqual([10, 17]);
    expect(ratio(1 / 0.3, 1000)).toEqual([10, 3]);
    expect(ratio(1 / 3, 1000)).toEqual([1, 3]);
    expect(ratio(4, 1000)).toEqual([4, 1]);
  });

  test("stays below its limit, and nearer than one over its square", () => {
    const [p, q] = ratio(Math.PI, 1000);
    expect([p, q]).toEqual([355, 113]);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (value) => {
        const [above, below] = ratio(value, 10_000);
        expect(below).toBeLessThanOrEqual(10_000);
        expect(Math.abs(above / below - value)).toBeLessThanOrEqual(1 / below ** 2);
      }),
    );
  });
});
