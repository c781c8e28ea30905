import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./adaptive-avg-pool2d.contract.ts";
import { adaptiveAvgPool2dOp } from "./adaptive-avg-pool2d.ts";
import { adaptiveAvgPool2d } from "./index.ts";

testOp(contract);
testGolden(adaptiveAvgPool2dOp, new URL("./adaptive-avg-pool2d.golden.json", import.meta.url));

const device = await testDevice();
const extent = fc.integer({ min: 1, max: 30 });
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

describe("adaptiveAvgPool2d", () => {
  test("agrees with its definition for any extents, and backward is its adjoint", async () => {
    const outputSize = fc.tuple(fc.option(extent), fc.option(extent));
    await fc.assert(
      fc.asyncProperty(extent, extent, outputSize, async (h, w, outputSize) => {
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = adaptiveAvgPool2d(x, outputSize);
        const expected = contract.reference({ x: values }, { x: shape }, { outputSize });
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

  const pool = async (values: number[], outputs: number) => {
    using x = tensor(device, values, [1, 1, 1, values.length], { requiresGrad: true });
    using y = adaptiveAvgPool2d(x, [1, outputs]);
    using dy = tensor(device, Array(outputs).fill(1), y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    return { y: [...(await y.read())], dx: [...(await dx.read())] };
  };

  test("a pixel of two windows counts in both", async () => {
    expect(await pool([1, 3, 5, 7, 9], 2)).toEqual({
      y: [3, 7],
      dx: [1, 1, 2, 1, 1].map((n) => Math.fround(n / 3)),
    });
  });

  test("what is not a finite number stays in its windows", async () => {
    expect((await pool([nan, 1, 2, 3], 2)).y).toEqual([nan, 2.5]);
    expect((await pool([1, 1, infinity, 3], 2)).y).toEqual([1, infinity]);
    expect((await pool([1, infinity, -infinity, 3], 1)).y).toEqual([nan]);
  });

  test("long windows keep the digits of their means, and two runs give the same bits", async () => {
    const values = [...uniform(100_003, 3)].map((value) => Math.fround(value + 100));
    for (const outputs of [1, 2]) {
      const { y } = await pool(values, outputs);
      const expected = contract.reference(
        { x: Float64Array.from(values) },
        { x: [1, 1, 1, values.length] },
        { outputSize: [1, outputs] },
      );
      expect(relativeError(y, expected)).toBeLessThan(1e-6);
      expect((await pool(values, outputs)).y).toEqual(y);
    }
  });
});
