import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { type MaxPool2dOptions, maxPool2d, maxPool2dWithIndices } from "./index.ts";
import { contract } from "./max-pool2d.contract.ts";
import { maxPool2dOp } from "./max-pool2d.ts";

testOp(contract);
testGolden(maxPool2dOp, new URL("./max-pool2d.golden.json", import.meta.url));

const { NaN: nan, NEGATIVE_INFINITY: low } = Number;
const extent = fc.integer({ min: 5, max: 20 });
const small = fc.integer({ min: 1, max: 3 });

describe("maxPool2d", () => {
  test("agrees with its definition for any options, and each cotangent arrives once", async () => {
    const device = await testDevice();
    const anyCall = fc.record({
      x: fc.tuple(extent, extent),
      kernelSize: fc.tuple(small, small),
      stride: fc.tuple(small, small),
      dilation: fc.tuple(fc.constantFrom(1, 2), fc.constantFrom(1, 2)),
      padded: fc.constantFrom("no", "evenly", "before", "after"),
      ceilMode: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ x: [h, w], padded, ...rest }) => {
        const [kernelY, kernelX] = rest.kernelSize;
        const padding = {
          no: 0,
          evenly: [kernelY >> 1, kernelX >> 1],
          before: [kernelY - 1, kernelX - 1, 0, 0],
          after: [0, kernelX >> 1, kernelY - 1, kernelX - 1],
        }[padded] as NonNullable<MaxPool2dOptions["padding"]>;
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = maxPool2d(x, { ...rest, padding });
        const expected = contract.reference({ x: values }, { x: shape }, { ...rest, padding });
        expect([...(await y.read())]).toEqual([...expected]);

        using dy = tensor(device, new Float32Array(y.size).fill(1), y.shape);
        using dx = gradients(y, [x], { dy })[0]!;
        const arrived = [...(await dx.read())].reduce((sum, value) => sum + value, 0);
        expect(arrived).toBe(y.size);
      }),
      { numRuns: 30 },
    );
  });

  const pool = async (values: number[]) => {
    const device = await testDevice();
    using x = tensor(device, values, [1, 1, 1, values.length], { requiresGrad: true });
    using y = maxPool2d(x, { kernelSize: [1, 3], stride: 1 });
    using dy = tensor(device, new Float32Array(y.size).fill(1), y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    return { y: [...(await y.read())], dx: [...(await dx.read())] };
  };

  test("of equal elements the first gets the gradient", async () => {
    expect(await pool([1, 2, 2, 2, 1])).toEqual({ y: [2, 2, 2], dx: [0, 2, 1, 0, 0] });
  });

  test("not a number wins, and of several the last", async () => {
    expect(await pool([0, nan, 3, nan, 1])).toEqual({ y: [nan, nan, nan], dx: [0, 1, 0, 2, 0] });
  });

  test("where all is minus infinity the first element gets the gradient", async () => {
    expect(await pool([low, low, low, low])).toEqual({ y: [low, low], dx: [1, 1, 0, 0] });
  });

  test("a window that falls between the pixels gives minus infinity and no gradient", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4], [1, 1, 4, 1], { requiresGrad: true });
    using y = maxPool2d(x, { kernelSize: [2, 1], stride: 1, padding: [1, 0], dilation: [5, 1] });
    using dx = gradients(y, [x])[0]!;
    expect([...(await y.read())]).toEqual([low]);
    expect([...(await dx.read())]).toEqual([0, 0, 0, 0]);
  });
});

describe("maxPool2dWithIndices", () => {
  const file = new URL("./max-pool2d-indices.golden.json", import.meta.url);
  for (const { name, options, x: given, y: largest, indices: places } of JSON.parse(
    readFileSync(file, "utf8"),
  ).cases) {
    test(`${name}: takes what PyTorch takes`, async () => {
      const device = await testDevice();
      using x = tensor(device, given.data as number[], given.shape);
      const [y, indices] = maxPool2dWithIndices(x, options);
      expect([indices.dtype, indices.shape]).toEqual(["u32", places.shape]);
      expect([...(await y.read())]).toEqual(largest.data);
      expect([...(await indices.read())]).toEqual(places.data);
      for (const made of [y, indices]) made.dispose();
    });
  }

  test("gradients flow through y, and none through the indices", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 5, 4, 2], [1, 1, 1, 4], { requiresGrad: true });
    const [y, indices] = maxPool2dWithIndices(x, { kernelSize: [1, 2] });
    expect([y.requiresGrad, indices.requiresGrad]).toEqual([true, false]);
    indices.dispose();
    using dy = tensor(device, [10, 20], y.shape);
    using dx = gradients(y, [x], { dy })[0]!;
    expect([...(await dx.read())]).toEqual([0, 10, 20, 0]);
    y.dispose();
  });

  test("gradients are refused once the indices have been overwritten", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 5], [1, 1, 1, 2], { requiresGrad: true });
    const [y, indices] = maxPool2dWithIndices(x, { kernelSize: [1, 2] });
    indices.write(Uint32Array.of(0));
    expect(() => gradients(y, [x])).toThrow("maxPool2d: expected taken as it was in forward");
    for (const made of [y, indices]) made.dispose();
  });

  test("its memory goes back with its tensors", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 5, 4, 2], [1, 1, 1, 4]);
    const before = device.stats.usedBytes;
    for (const made of maxPool2dWithIndices(x, { kernelSize: 1 })) made.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });
});
