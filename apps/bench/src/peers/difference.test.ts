import { describe, expect, test } from "vitest";
import { difference } from "./difference.ts";

const array = (...values: number[]) => ({ shape: [values.length], data: Float32Array.from(values) });

describe("the difference of results", () => {
  test("is relative to the largest value, of the output that differs most", () => {
    const others = { y: array(-4, 1), z: array(8, 8) };
    expect(difference({ y: array(-4, 2), z: array(8, 7) }, others, {})).toBe(0.25);
    expect(difference(others, others, {})).toBe(0);
  });

  test("of changed parameters is relative to their changes", () => {
    const inputs = { w: array(100, 100) };
    expect(difference({ w: array(100, 101.5) }, { w: array(100, 102) }, inputs)).toBe(0.25);
    expect(difference({ w: array(100, 101.5) }, { w: array(100, 100) }, inputs)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  test("is infinite where a value is no number, or an output is missing, too much or of another size", () => {
    const others = { y: array(1, 2) };
    for (const results of [
      { y: array(1, Number.NaN) },
      { y: array(1, Number.POSITIVE_INFINITY) },
      {},
      { z: array(1, 2) },
      { y: array(1, 2), z: array(1) },
      { y: array(1) },
      { y: array(1, 2, 3) },
    ])
      expect(difference(results, others, {})).toBe(Number.POSITIVE_INFINITY);
    expect(difference({ y: array(1, 2) }, { y: array(1, Number.NaN) }, {})).toBe(Number.POSITIVE_INFINITY);
  });
});
