import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { zeros } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./cosine-similarity.contract.ts";
import { type CosineSimilarityOptions, cosineSimilarity } from "./index.ts";

testOp(contract);
testGolden(
  function cosineSimilarityOf({ a, b }, attrs: CosineSimilarityOptions) {
    return cosineSimilarity(a!, b!, attrs);
  },
  new URL("./cosine-similarity.golden.json", import.meta.url),
);

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const of = async (a: readonly number[], b: readonly number[], options: CosineSimilarityOptions = {}) => {
  const { y, gradients } = await evaluate(
    (given) => cosineSimilarity(given.a, given.b, { dim: 0, ...options }),
    { a: [a, [a.length]], b: [b, [b.length]] },
  );
  return { y: y[0]!, da: gradients["a"]!, db: gradients["b"]! };
};

describe("cosineSimilarity", () => {
  test("1 along each other whatever the lengths, 0 across, -1 against", async () => {
    expect((await of([0, 7], [0, 1e-3])).y).toBe(1);
    expect(await of([0, 2], [3, 0])).toEqual({
      y: 0,
      da: [0.5, 0],
      db: [0, 1 / Math.fround(3)].map(Math.fround),
    });
    expect((await of([0, 1e4], [0, -2])).y).toBe(-1);
  });

  test("of single numbers it is the product of their signs, at any size", async () => {
    for (const [a, b] of [
      [0.3, 0.7],
      [-5, 1e-3],
      [-2, -3],
    ] as const) {
      const { y, da, db } = await of([a], [b]);
      expect(y).toBeCloseTo(Math.sign(a * b), 6);
      expect(Math.abs(da[0]! * a) + Math.abs(db[0]! * b)).toBeLessThan(1e-6);
    }
  });

  test("a vector of zeros is at right angles to all, with a finite gradient", async () => {
    expect(await of([0, 0], [0, 5], { eps: 0.5 })).toEqual({ y: 0, da: [0, 2], db: [0, 0] });
    expect(await of([0, 0], [0, 0])).toEqual({ y: 0, da: [0, 0], db: [0, 0] });
  });

  test("vectors too long for the squares of their elements are at right angles to all, as in PyTorch", async () => {
    expect((await of([1e25, 1e25], [1e25, 1e25])).y).toBe(0);
    const { y } = await of([1e18, 2e18], [2e18, 1e18]);
    expect(y).toBeCloseTo(0.8, 6);
  });

  test("a NaN or an infinity makes its line NaN, and no other", async () => {
    for (const spoilt of [nan, infinity]) {
      const { y, gradients } = await evaluate(({ a, b }) => cosineSimilarity(a, b), {
        a: [
          [spoilt, 1, 3, 4],
          [2, 2],
        ],
        b: [
          [1, 1, 3, 4],
          [2, 2],
        ],
      });
      expect(y).toEqual([nan, expect.closeTo(1, 6)]);
      expect(gradients["a"]!.slice(0, 2)).toEqual([nan, nan]);
      expect(gradients["a"]!.slice(2).every(Number.isFinite)).toBe(true);
    }
  });

  test("lengths change neither the cosine nor, but for their inverse, the gradient", async () => {
    const extent = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(extent, extent, extent, fc.constantFrom(4, 0.125), async (N, C, W, factor) => {
        const a = [...uniform(N * C * W, 1)];
        const b: readonly number[] = [...uniform(N * C * W, 2)];
        const call = (values: readonly number[]) =>
          evaluate((given) => cosineSimilarity(given.a, given.b), {
            a: [values, [N, C, W]],
            b: [b, [N, C, W]],
          });
        const [one, other] = [await call(a), await call(a.map((value) => factor * value))];
        expect(other.y).toEqual(one.y);
        expect(other.gradients["b"]).toEqual(one.gradients["b"]);
        expect(
          relativeError(
            other.gradients["a"]!.map((value) => factor * value),
            one.gradients["a"]!,
          ),
        ).toBeLessThan(1e-6);
      }),
      { numRuns: 12 },
    );
  });

  test("refuses extents that do not fit, and leaves no memory behind", async () => {
    const device = await testDevice();
    using a = zeros(device, [2, 3]);
    using b = zeros(device, [2]);
    using row = zeros(device, [3]);
    const before = device.stats.usedBytes;
    expect(() => cosineSimilarity(a, b)).toThrow(
      "cosineSimilarity: expected a and b of extents that are equal or 1, from the last axis on; got a [2, 3], b [2]",
    );
    cosineSimilarity(a, row).dispose();
    expect(device.stats.usedBytes).toBe(before);
  });
});
