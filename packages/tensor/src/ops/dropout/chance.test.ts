import { describe, expect, test } from "vitest";
import { full, tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { dropout, dropout2d } from "./index.ts";

const device = await testDevice();
const seedOf = (key: number, offset: number) => tensor(device, Uint32Array.of(key, offset), [2]);

/** Which of so many elements are kept: 1, or 0. */
async function kept(elements: number, p: number, seed: readonly [number, number], stream = 0) {
  using x = full(device, [elements], 1);
  using words = seedOf(...seed);
  using y = dropout(x, { p, seed: words, stream });
  return (await y.read()).map((value) => Number(value !== 0));
}

const meanOf = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

/** The correlation of two masks that keep half, whose deviation over n pairs is 1/√n where there is none. */
const correlation = (a: Float32Array | number[], b: ArrayLike<number>) =>
  meanOf(Array.from(a, (value, i) => (2 * value - 1) * (2 * b[i]! - 1)));

describe("what dropout and dropout2d keep", () => {
  test("keep a share of 1 − p, within five deviations", async () => {
    const n = 40_000;
    for (const p of [0.02, 0.2, 0.5, 0.9]) {
      const deviation = Math.sqrt((p * (1 - p)) / n);
      for (const offset of [0, 1, 2])
        expect(Math.abs(meanOf(await kept(n, p, [7, offset])) - (1 - p))).toBeLessThan(5 * deviation);
    }
  });

  test("neighbours, steps, keys and streams have nothing to do with each other", async () => {
    const n = 40_000;
    const mask = await kept(n, 0.5, [123, 0]);
    const others = [
      await kept(n, 0.5, [123, 1]),
      await kept(n, 0.5, [124, 0]),
      await kept(n, 0.5, [123, 0], 1),
      await kept(n, 0.5, [0, 123]),
      ...[1, 2, 3, 4, 5, 8, 64, 256, 1024].map((lag) => mask.slice(lag)),
    ];
    for (const [i, other] of others.entries()) {
      const pairs = Math.min(n, other.length);
      expect(Math.abs(correlation([...mask.slice(0, pairs)], other)), `other ${i}`).toBeLessThan(
        5 / Math.sqrt(pairs),
      );
    }
  });

  test("the same seed gives the same bits, and a smaller share keeps a part of the same elements", async () => {
    const first = await kept(1000, 0.3, [5, 6]);
    expect(await kept(1000, 0.3, [5, 6])).toEqual(first);
    const fewer = await kept(1000, 0.6, [5, 6]);
    expect(fewer.every((value, i) => value <= first[i]!)).toBe(true);
  });

  test("channels are kept or dropped as a whole, some of each", async () => {
    using x = full(device, [8, 8, 3, 3], 1);
    using seed = seedOf(3, 4);
    using y = dropout2d(x, { seed });
    const values = await y.read();
    const channels = Array.from({ length: 64 }, (_, c) => values.slice(9 * c, 9 * c + 9));
    for (const channel of channels) expect(new Set(channel).size).toBe(1);
    const rate = meanOf(channels.map((channel) => channel[0]! / 2));
    expect(Math.abs(rate - 0.5)).toBeLessThan(5 * Math.sqrt(0.25 / 64));
  });
});
