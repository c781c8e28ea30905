import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seeded } from "./random.ts";

const take = (random: { uniform(): number }, count: number) =>
  Array.from({ length: count }, () => random.uniform());

describe("seeded", () => {
  it("gives the same numbers on every machine", () => {
    expect(take(seeded("order", 1, 2, 3), 4)).toEqual([
      0.1541757695376873, 0.6280168395023793, 0.014857828849926591, 0.7133440610487014,
    ]);
  });

  it("gives another stream for another purpose, seed or number", () => {
    const streams = [
      seeded("a", 0),
      seeded("b", 0),
      seeded("a", 1),
      seeded("a", 0, 1),
      seeded("a", 0, 0, 1),
      seeded("a", 1, 0),
    ];
    const heads = streams.map((random) => take(random, 3).join());
    expect(new Set(heads).size).toBe(5);
    expect(heads[2]).toBe(heads[5]);
  });

  it("is uniform, and neighbouring seeds are not alike", () => {
    // 4000 first numbers of consecutive seeds in ten bins: 400 each, give or take five deviations of 19.
    const bins = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 4000; seed++) bins[Math.floor(seeded("x", seed).uniform() * 10)]!++;
    for (const count of bins) expect(Math.abs(count - 400)).toBeLessThan(95);
  });

  it("keeps to its ranges", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: -9, max: 9, noNaN: true }),
        (seed, count, low) => {
          const random = seeded("x", seed);
          const drawn = random.integer(count);
          expect(Number.isInteger(drawn) && drawn >= 0 && drawn < count).toBe(true);
          const value = random.uniform(low, low + 1);
          expect(value >= low && value <= low + 1).toBe(true);
          expect(["a", "b"]).toContain(random.pick(["a", "b"]));
          expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
        },
      ),
    );
  });
});
