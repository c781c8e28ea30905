import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { upsampleBilinear2d } from "../upsample-bilinear2d/index.ts";
import { resampleAntialiased2d } from "./index.ts";
import { contract } from "./resample-antialiased2d.contract.ts";
import { resampleAntialiased2dOp } from "./resample-antialiased2d.ts";

testOp(contract);
testGolden(resampleAntialiased2dOp, new URL("./resample-antialiased2d.golden.json", import.meta.url));

const device = await testDevice();
const extent = fc.integer({ min: 1, max: 30 });

describe("resampleAntialiased2d", () => {
  test("agrees with its definition for any extents, and backward is its adjoint", async () => {
    const anySize = fc.record({
      x: fc.tuple(extent, extent),
      size: fc.tuple(extent, extent),
      filter: fc.constantFrom<("bilinear" | "bicubic")[]>("bilinear", "bicubic"),
      alignCorners: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anySize, async ({ x: [h, w], ...attrs }) => {
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = resampleAntialiased2d(x, attrs);
        const expected = contract.reference({ x: values }, { x: shape }, attrs);
        expect(relativeError(await y.read(), expected)).toBeLessThan(1e-5);

        const v = uniform(y.size, 6);
        using dy = tensor(device, Float32Array.from(v), y.shape);
        using dx = gradients(y, [x], { dy })[0]!;
        const gradient = await dx.read();
        const scale = norm(gradient) * norm(values);
        expect(Math.abs(dot(gradient, values) - dot(v, expected)) / scale).toBeLessThan(1e-5);
      }),
      { numRuns: 30 },
    );
  });

  test("is bilinear resampling where the image grows", async () => {
    using x = tensor(device, Float32Array.from(uniform(35, 1)), [1, 1, 5, 7]);
    using y = resampleAntialiased2d(x, { size: [11, 16], filter: "bilinear" });
    using plain = upsampleBilinear2d(x, { size: [11, 16] });
    expect(relativeError(await y.read(), await plain.read())).toBeLessThan(1e-6);
  });

  test("stripes finer than the outputs become grey, and not stripes", async () => {
    const stripes = Float32Array.from({ length: 64 }, (_, i) => i % 2);
    using x = tensor(device, stripes, [1, 1, 1, 64]);
    using y = resampleAntialiased2d(x, { size: [1, 9], filter: "bicubic" });
    for (const value of await y.read()) expect(Math.abs(value - 0.5)).toBeLessThan(0.03);
  });

  test("a long average keeps its digits", async () => {
    using x = tensor(device, new Float32Array(16_000).fill(0.1), [1, 1, 1, 16_000], { requiresGrad: true });
    using y = resampleAntialiased2d(x, { size: [1, 3], filter: "bilinear" });
    for (const value of await y.read()) expect(Math.abs(value / Math.fround(0.1) - 1)).toBeLessThan(1e-6);
    using dy = tensor(device, [1, 1, 1], y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    const arrived = [...(await dx.read())].reduce((sum, value) => sum + value, 0);
    expect(arrived).toBeCloseTo(3, 4);
  });

  test("not a number reaches no output that gives it no weight, nor a cotangent such an input", async () => {
    const { NaN: nan } = Number;
    using x = tensor(device, [0, 0, 0, 0, nan, 0, 0, 0, 0], [1, 1, 1, 9], { requiresGrad: true });
    using y = resampleAntialiased2d(x, { size: [1, 3], filter: "bilinear" });
    expect([...(await y.read())]).toEqual([0, nan, 0]);
    using dy = tensor(device, [nan, 0, nan], y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    expect([...(await dx.read())]).toEqual([nan, nan, nan, nan, 0, nan, nan, nan, nan]);
  });

  test("not a number stays where it is along an axis that keeps its length", async () => {
    using x = tensor(device, [0, Number.NaN, 0, 0, 0, 0], [1, 1, 2, 3]);
    using y = resampleAntialiased2d(x, { scaleFactor: [1, 1.2], filter: "bicubic" });
    expect([...(await y.read())]).toEqual([0, Number.NaN, 0, 0, 0, 0]);
  });

  test("two runs give the same bits, of the gradient too", async () => {
    const run = async () => {
      using x = tensor(device, Float32Array.from(uniform(30 * 41, 1)), [1, 1, 30, 41], {
        requiresGrad: true,
      });
      using y = resampleAntialiased2d(x, { scaleFactor: 0.3, filter: "bicubic" });
      using dx = gradients(y, [x], { dy: y })[0]!;
      return [await y.read(), await dx.read()];
    };
    expect(await run()).toEqual(await run());
  });
});
