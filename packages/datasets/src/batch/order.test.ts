import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { epochOrder } from "./order.ts";

describe("epochOrder", () => {
  it("gives the same order on every machine", () => {
    expect(epochOrder(10, { seed: 7, epoch: 3, shuffle: true })).toEqual([0, 6, 4, 3, 5, 8, 7, 2, 1, 9]);
  });

  it("holds every index once", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(), fc.nat(1000), fc.boolean(), (length, seed, epoch, shuffle) => {
        const order = epochOrder(length, { seed, epoch, shuffle });
        const sorted = order.toSorted((a, b) => a - b);
        expect(sorted).toEqual(Array.from({ length }, (_, i) => i));
        if (!shuffle) expect(order).toEqual(sorted);
      }),
    );
  });

  it("shuffles every epoch and seed anew, and puts every index in every place", () => {
    const orders = Array.from({ length: 400 }, (_, epoch) =>
      epochOrder(5, { seed: 1, epoch, shuffle: true }),
    );
    expect(new Set(orders.map(String)).size).toBeGreaterThan(100);
    expect(epochOrder(20, { seed: 1, epoch: 0, shuffle: true })).not.toEqual(
      epochOrder(20, { seed: 2, epoch: 0, shuffle: true }),
    );
    // 80 of 400 in each of 25 cells, give or take five deviations of 8.
    for (let index = 0; index < 5; index++)
      for (let place = 0; place < 5; place++)
        expect(Math.abs(orders.filter((order) => order[place] === index).length - 80)).toBeLessThan(40);
  });
});
