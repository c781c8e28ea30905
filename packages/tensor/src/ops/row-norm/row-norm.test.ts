import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { groupNormContract } from "./group-norm.contract.ts";
import { groupNormOp } from "./group-norm.ts";
import { groupNorm, instanceNorm2d, layerNorm } from "./index.ts";
import { instanceNorm2dContract } from "./instance-norm2d.contract.ts";
import { instanceNorm2dOp } from "./instance-norm2d.ts";
import { layerNormContract } from "./layer-norm.contract.ts";
import { layerNormOp } from "./layer-norm.ts";

testOp(groupNormContract);
testOp(instanceNorm2dContract);
testOp(layerNormContract);
testGolden(groupNormOp, new URL("./group-norm.golden.json", import.meta.url));
testGolden(instanceNorm2dOp, new URL("./instance-norm2d.golden.json", import.meta.url));
testGolden(layerNormOp, new URL("./layer-norm.golden.json", import.meta.url));

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const values = async (y: Tensor) => [...(await y.read())];

describe("groupNorm, instanceNorm2d and layerNorm", () => {
  test("the default eps is 1e-5", async () => {
    using x = tensor(device, [0, 0.01], [1, 1, 1, 2]);
    const expected = [-0.005 / Math.sqrt(3.5e-5), 0.005 / Math.sqrt(3.5e-5)];
    for (const y of [groupNorm(x, 1), instanceNorm2d(x), layerNorm(x, 2), layerNorm(x, [1, 2])])
      expect(relativeError(await y.read(), expected)).toBeLessThan(1e-6);
  });

  test("keep their digits where the mean is 10,000 times the deviation, whatever the first value", async () => {
    const random = uniform(33 * 31, 7).map((value) => Math.fround(10_000 + 1.7 * value));
    // A border of zeros is far from the mean of what it surrounds, and the first that each lane sees.
    const bordered = random.map((value, i) => (i < 31 ? 0 : value));
    for (const row of [random, bordered]) {
      const mean = row.reduce((sum, value) => sum + value, 0) / row.length;
      const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
      const expected = row.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
      using x = tensor(device, Float32Array.from(row), [1, 1, 33, 31]);
      for (const y of [groupNorm(x, 1), instanceNorm2d(x), layerNorm(x, [33, 31])])
        expect(relativeError(await y.read(), expected)).toBeLessThan(2e-6);
    }
  });

  test("constant rows are 0, and NaN without an eps, as in PyTorch", async () => {
    using x = tensor(device, [3, 3, 3, 3, 7, 7, 7, 7], [1, 2, 2, 2]);
    expect(await values(groupNorm(x, 2))).toEqual(new Array(8).fill(0));
    expect(await values(layerNorm(x, [2, 2], null, null, { eps: 0 }))).toEqual(new Array(8).fill(nan));
  });

  test("a NaN or an infinity spoils its row and no other", async () => {
    using x = tensor(device, [1, nan, 1, 2, infinity, 3, 5, 7], [2, 2, 1, 2]);
    const expected = [nan, nan, -1, 1, nan, nan, -1, 1];
    const eps = 0;
    for (const y of [
      groupNorm(x, 2, null, null, { eps }),
      instanceNorm2d(x, null, null, { eps }),
      layerNorm(x, 2, null, null, { eps }),
    ])
      expect(await values(y)).toEqual(expected);
  });

  test("a group of one channel is an instance, and of all channels a layer", async () => {
    const extent = fc.integer({ min: 1, max: 9 });
    await fc.assert(
      fc.asyncProperty(fc.tuple(extent, extent, extent, fc.integer({ min: 2, max: 9 })), async (shape) => {
        const C = shape[1];
        const elements = shape.reduce((product, n) => product * n, 1);
        using x = tensor(device, Float32Array.from(uniform(elements, 3)), shape, { requiresGrad: true });
        using dy = tensor(device, Float32Array.from(uniform(elements, 4)), shape);
        const of = async (y: Tensor) => {
          const [dx] = gradients(y, [x], { dy });
          return [...(await values(y)), ...(await values(dx!))];
        };
        expect(relativeError(await of(groupNorm(x, C)), await of(instanceNorm2d(x)))).toBe(0);
        const layer = await of(layerNorm(x, shape.slice(1)));
        expect(relativeError(await of(groupNorm(x, 1)), layer)).toBeLessThan(1e-5);
      }),
      { numRuns: 15 },
    );
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 6 * 37 * 41, 3)), [2, 6, 37, 41], {
      requiresGrad: true,
    });
    using weight = tensor(device, [0.3, 2, -1, 1, 0.1, 5], [6], { requiresGrad: true });
    using along = tensor(device, Float32Array.from(uniform(41, 5)), [41], { requiresGrad: true });
    const run = async () => {
      const made: number[][] = [];
      for (const [y, w] of [
        [groupNorm(x, 3, weight), weight],
        [layerNorm(x, 41, along), along],
      ] as const)
        for (const result of [y, ...gradients(y, [x, w], { dy: x })]) made.push(await values(result));
      return made;
    };
    expect(await run()).toEqual(await run());
  });

  test("sums over 50,000 rows keep their digits", async () => {
    using x = tensor(
      device,
      Float32Array.from({ length: 100_000 }, (_, i) => (i % 2 ? 1 : -1)),
      [50_000, 2],
    );
    using weight = tensor(device, [1, 1], [2], { requiresGrad: true });
    using dy = tensor(device, new Float32Array(100_000).fill(0.1), [50_000, 2]);
    using y = layerNorm(x, 2, weight, null, { eps: 0 });
    const [dweight] = gradients(y, [weight], { dy });
    const expected = 50_000 * Math.fround(0.1);
    expect(relativeError(await dweight!.read(), [-expected, expected])).toBeLessThan(1e-6);
  });

  test("more rows, and more weights, than there are workgroups along one axis", async () => {
    const n = 70_000;
    const data = Float32Array.from({ length: 2 * n }, (_, i) => (i % 2 ? 1 : -1));
    using weight = tensor(device, new Float32Array(n).fill(1), [n], { requiresGrad: true });
    for (const shape of [
      [n, 2],
      [2, n],
    ]) {
      using x = tensor(device, data, shape, { requiresGrad: true });
      using y = layerNorm(x, shape[1]!, shape[1] === n ? weight : null, null, { eps: 0 });
      expect(relativeError(await y.read(), data)).toBeLessThan(1e-6);
      const [dx] = gradients(y, [x], { dy: x, retainGraph: true });
      expect((await dx!.read()).every((value) => Math.abs(value) < 1e-5)).toBe(true); // x itself changes nothing
      if (shape[1] !== n) continue;
      const [dweight] = gradients(y, [weight], { dy: x });
      expect(relativeError(await dweight!.read(), new Float64Array(n).fill(2))).toBeLessThan(1e-6);
    }
  });

  test("refuses a weight of another kind", async () => {
    using x = tensor(device, [1, 2], [1, 2]);
    using weight = tensor(device, Int32Array.of(1, 2), [2]);
    expect(() => layerNorm(x, 2, weight)).toThrow("layerNorm: expected weight of f32; got weight i32");
  });
});
