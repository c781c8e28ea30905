import fc from "fast-check";
import { expect, test } from "vitest";
import { halfBits, halfValue } from "./half.ts";

test("every half comes back as it was", () => {
  for (let half = 0; half < 65_536; half++) {
    const value = halfValue(half);
    if (Number.isNaN(value)) expect(Number.isNaN(halfValue(halfBits(value)))).toBe(true);
    else if (halfBits(value) !== half) expect(halfBits(value), `${value}`).toBe(half);
  }
});

test("midway between two halves the even one is taken, and beyond midway the nearer", () => {
  for (let half = 0; half < 0x7bff; half += 7) {
    const [low, high] = [halfValue(half), halfValue(half + 1)];
    const middle = (low + high) / 2;
    expect(halfBits(middle)).toBe(half % 2 === 0 ? half : half + 1);
    const nudge = (high - low) / 16;
    expect(halfBits(middle - nudge)).toBe(half);
    expect(halfBits(-middle - nudge)).toBe(0x8000 | (half + 1));
  }
});

test("what is too large is infinite, what is too small is 0, each with its sign", () => {
  expect(halfBits(65_519)).toBe(0x7bff);
  expect(halfBits(65_520)).toBe(0x7c00);
  expect(halfBits(-1e30)).toBe(0xfc00);
  expect(halfBits(2 ** -25)).toBe(0);
  expect(halfBits(2 ** -25 * 1.001)).toBe(1);
  expect(halfBits(-1e-30)).toBe(0x8000);
});

test("no half lies nearer to a number than the one it is rounded to", () => {
  fc.assert(
    fc.property(fc.float({ min: -65_000, max: 65_000, noNaN: true }), (value) => {
      const half = halfBits(value);
      const error = Math.abs(halfValue(half) - value);
      for (const other of [half - 1, half + 1])
        expect(error).toBeLessThanOrEqual(Math.abs(halfValue(other & 0xffff) - value) || Infinity);
    }),
  );
});
