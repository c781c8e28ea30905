import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { contract } from "./adaptive-max-pool2d.contract.ts";
import { adaptiveMaxPool2dOp } from "./adaptive-max-pool2d.ts";
import { adaptiveMaxPool2d, adaptiveMaxPool2dWithIndices } from "./index.ts";

const golden = new URL("./adaptive-max-pool2d.golden.json", import.meta.url);
testOp(contract);
testGolden(adaptiveMaxPool2dOp, golden);

const device = await testDevice();
const extent = fc.integer({ min: 1, max: 20 });
const { NaN: nan, NEGATIVE_INFINITY: low } = Number;

describe("adaptiveMaxPool2d", () => {
  test("agrees with its definition for any extents, and each cotangent arrives once", async () => {
    const outputSize = fc.tuple(fc.option(extent), fc.option(extent));
    await fc.assert(
      fc.asyncProperty(extent, extent, outputSize, async (h, w, outputSize) => {
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = adaptiveMaxPool2d(x, outputSize);
        const expected = contract.reference({ x: values }, { x: shape }, { outputSize });
        expect([...(await y.read())]).toEqual([...expected]);

        using dy = tensor(device, new Float32Array(y.size).fill(1), y.shape);
        using dx = gradients(y, [x], { dy })[0]!;
        const arrived = [...(await dx.read())].reduce((sum, value) => sum + value, 0);
        expect(arrived).toBe(y.size);
      }),
      { numRuns: 30 },
    );
  });

  for (const { name, attrs, inputs, indices: places } of JSON.parse(readFileSync(golden, "utf8")).cases) {
    test(`${name}: takes what PyTorch takes`, async () => {
      using x = tensor(device, inputs.x.data as number[], inputs.x.shape);
      const [y, indices] = adaptiveMaxPool2dWithIndices(x, attrs.outputSize);
      expect([indices.dtype, indices.shape]).toEqual(["u32", places.shape]);
      expect([...(await indices.read())]).toEqual(places.data);
      for (const made of [y, indices]) made.dispose();
    });
  }

  const pool = async (values: number[]) => {
    using x = tensor(device, values, [1, 1, 1, values.length], { requiresGrad: true });
    using y = adaptiveMaxPool2d(x, [1, 2]);
    using dy = tensor(device, [1, 1], y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    return { y: [...(await y.read())], dx: [...(await dx.read())] };
  };

  test("of equal elements the first gets the gradient, minus infinity too", async () => {
    expect(await pool([1, 2, 2, 2, 1])).toEqual({ y: [2, 2], dx: [0, 1, 1, 0, 0] });
    expect(await pool([low, low, low, low])).toEqual({ y: [low, low], dx: [1, 0, 1, 0] });
  });

  test("not a number wins, and of several the last", async () => {
    expect(await pool([nan, 3, nan, 9, 1])).toEqual({ y: [nan, nan], dx: [0, 0, 2, 0, 0] });
    expect(await pool([3, nan, 1, 2])).toEqual({ y: [nan, 2], dx: [0, 1, 0, 1] });
  });
});
