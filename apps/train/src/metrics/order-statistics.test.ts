import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { OrderStatistics } from "./order-statistics.ts";

function medianOf(values: Iterable<number>): number {
  const statistics = new OrderStatistics();
  for (const value of values) statistics.push(value);
  return statistics.median();
}

describe("OrderStatistics", () => {
  it("gives the middle number, or the mean of the two in the middle", () => {
    expect(medianOf([7])).toBe(7);
    expect(medianOf([1, 9, 4])).toBe(4);
    expect(medianOf([9, 1, 4, 5])).toBe(4.5);
    expect(medianOf([])).toBeNaN();
    expect(medianOf([0, Number.POSITIVE_INFINITY, 0])).toBe(0);
  });

  it("is the median of the sorted numbers, bit for bit", () => {
    const number = fc.oneof(
      fc.float({ min: 0, max: 180, noNaN: true }).map(Math.abs),
      fc.integer({ min: 0, max: 3 }),
      fc.constantFrom(90, 90.00000762939453, 1.401298464324817e-45),
    );
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 60 }), (values) => {
        const sorted = Float32Array.from(values).sort();
        const middle = sorted.length >> 1;
        const expected = sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
        expect(medianOf(values)).toBe(expected);
      }),
    );
  });

  it("holds more than one chunk", () => {
    const statistics = new OrderStatistics();
    const count = (1 << 18) + 7;
    for (let i = 0; i < count; i++) statistics.push((i * 7919) % count);
    expect(statistics.median()).toBe((count - 1) / 2);
  });
});
