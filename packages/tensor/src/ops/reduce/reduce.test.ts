import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { mean, sum } from "./index.ts";
import { contracts } from "./reduce.contract.ts";
import { reduceOps } from "./reduce.ts";

for (const contract of contracts) testOp(contract);
for (const [name, op] of Object.entries(reduceOps))
  testGolden(op, new URL(`./${name}.golden.json`, import.meta.url));

describe("reduce", () => {
  test("a long sum keeps its digits", async () => {
    const device = await testDevice();
    const data = Float32Array.from(uniform(1_000_003, 5), (value) => value + 1.1);
    using x = tensor(device, data, [data.length]);
    using y = sum(x);
    const expected = data.reduce((total, value) => total + value, 0);
    expect(Math.abs((await y.item()) / expected - 1)).toBeLessThan(2e-7);
  });

  test("small numbers are not lost one by one beside a large one", async () => {
    const device = await testDevice();
    const data = new Float32Array(256).fill(1);
    data[0] = 2 ** 24; // 2²⁴ + 1 is not a number of f32: added one by one, the ones would come to nothing
    using x = tensor(device, data, [256]);
    expect(await sum(x).item()).toBeGreaterThanOrEqual(2 ** 24 + 224);
  });

  test("the mean of equal numbers is that number", async () => {
    const device = await testDevice();
    using x = tensor(device, new Float32Array(49 * 3).fill(3), [3, 49]);
    using y = mean(x, { dim: 1 });
    expect([...(await y.read())]).toEqual([3, 3, 3]);
  });

  test("NaN and infinity reach the sums they belong to, and no other", async () => {
    const device = await testDevice();
    const { Infinity: inf, NaN: nan } = globalThis;
    using x = tensor(device, [1, nan, 1, inf, 1, -inf, 1, 2], [4, 2]);
    expect([...(await sum(x, { dim: 0 }).read())]).toEqual([4, nan]);
    expect([...(await sum(x, { dim: 1 }).read())]).toEqual([nan, inf, -inf, 3]);
  });

  test("two runs give the same bits", async () => {
    const device = await testDevice();
    using x = tensor(device, Float32Array.from(uniform(70_001, 6)), [70_001]);
    using first = sum(x);
    using second = sum(x);
    expect(await first.item()).toBe(await second.item());
  });

  test("sums over some axes and then over the others add up to the sum over all", async () => {
    const device = await testDevice();
    const axes = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), {
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(axes, async (made) => {
        const shape = made.map(([extent]) => extent);
        const dim = made.flatMap(([, summed], axis) => (summed ? [axis] : []));
        if (dim.length === 0) return;
        const data = uniform(
          shape.reduce((product, extent) => product * extent, 1),
          7,
        );
        using x = tensor(device, Float32Array.from(data), shape);
        using some = sum(x, { dim });
        using all = sum(some);
        expect(some.shape).toEqual(shape.filter((_, axis) => !dim.includes(axis)));
        const total = data.reduce((sum, value) => sum + value, 0);
        expect(Math.abs((await all.item()) - total)).toBeLessThan(1e-5 * Math.sqrt(data.length));
        expect(relativeError(await sum(x).read(), [total]) * Math.abs(total)).toBeLessThan(
          1e-5 * Math.sqrt(data.length),
        );
      }),
      { numRuns: 15 },
    );
  });
});
