import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { type CoordinateMode, upsampleBilinear2d } from "./index.ts";
import { contract } from "./upsample-bilinear2d.contract.ts";
import { upsampleBilinear2dOp } from "./upsample-bilinear2d.ts";

testOp(contract);
testGolden(upsampleBilinear2dOp, new URL("./upsample-bilinear2d.golden.json", import.meta.url));

const extent = fc.integer({ min: 1, max: 40 });

describe("upsampleBilinear2d", () => {
  test("agrees with its definition for any extents, and backward is its adjoint", async () => {
    const device = await testDevice();
    const anySize = fc.record({
      x: fc.tuple(extent, extent),
      size: fc.tuple(extent, extent),
      coordinateMode: fc.constantFrom<CoordinateMode[]>(
        "half_pixel",
        "pytorch_half_pixel",
        "asymmetric",
        "align_corners",
      ),
    });
    await fc.assert(
      fc.asyncProperty(anySize, async ({ x: [h, w], ...attrs }) => {
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = upsampleBilinear2d(x, { size: attrs.size }, attrs.coordinateMode);
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

  test("corners aligned keep their values", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4], [1, 1, 2, 2]);
    using y = upsampleBilinear2d(x, { size: [3, 3] }, true);
    expect([...(await y.read())]).toEqual([1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4]);
  });

  test("half-pixel centres repeat the edge", async () => {
    const device = await testDevice();
    using x = tensor(device, [0, 1], [1, 1, 1, 2]);
    using y = upsampleBilinear2d(x, { scaleFactor: [1, 2] });
    expect([...(await y.read())]).toEqual([0, 0.25, 0.75, 1]);
  });

  test("a constant image stays constant, to the bit, at the sizes of a long axis", async () => {
    const device = await testDevice();
    using x = tensor(device, new Float32Array(9001).fill(1), [1, 1, 1, 9001]);
    using y = upsampleBilinear2d(x, { size: [1, 20_011] });
    expect((await y.read()).every((value) => Math.abs(value - 1) <= 2 ** -23)).toBe(true);
  });

  test("a ramp stays a ramp at the far end of a long axis", async () => {
    const device = await testDevice();
    const ramp = Float32Array.from({ length: 9001 }, (_, i) => (i < 9000 ? 0 : 1));
    using x = tensor(device, ramp, [1, 1, 1, 9001]);
    using y = upsampleBilinear2d(x, { size: [1, 19_997] }, true);
    const values = await y.read();
    // The output before the last one lies 9000 / 19996 inputs before the last.
    expect(values[19_995]).toBeCloseTo(1 - 9000 / 19_996, 6);
    expect(values[19_996]).toBe(1);
  });

  test("not a number spreads to the outputs that read it, and no further", async () => {
    const device = await testDevice();
    using x = tensor(device, [0, 0, Number.NaN, 0, 0], [1, 1, 1, 5]);
    using y = upsampleBilinear2d(x, { size: [1, 9] }, true);
    expect([...(await y.read())].map(Number.isNaN)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
