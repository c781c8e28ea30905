import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import type { CoordinateMode } from "../upsample-bilinear2d/index.ts";
import { upsampleBicubic2d } from "./index.ts";
import { contract } from "./upsample-bicubic2d.contract.ts";
import { upsampleBicubic2dOp } from "./upsample-bicubic2d.ts";

testOp(contract);
testGolden(upsampleBicubic2dOp, new URL("./upsample-bicubic2d.golden.json", import.meta.url));

const device = await testDevice();
const extent = fc.integer({ min: 1, max: 40 });

describe("upsampleBicubic2d", () => {
  test("agrees with its definition for any extents, and backward is its adjoint", async () => {
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
        using y = upsampleBicubic2d(x, { size: attrs.size }, attrs.coordinateMode);
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

  test("goes through the inputs where it meets them, and overshoots beside a step", async () => {
    using x = tensor(device, [0, 0, 1, 1], [1, 1, 1, 4]);
    using y = upsampleBicubic2d(x, { size: [1, 7] }, true);
    expect([...(await y.read())]).toEqual([0, -0.09375, 0, 0.5, 1, 1.09375, 1]);
  });

  test("a constant image stays constant at the far end of a long axis", async () => {
    using x = tensor(device, new Float32Array(9001).fill(1), [1, 1, 1, 9001]);
    using y = upsampleBicubic2d(x, { size: [1, 20_011] });
    expect((await y.read()).every((value) => Math.abs(value - 1) <= 2 ** -22)).toBe(true);
  });

  test("not a number spreads to the outputs that read it, and no further", async () => {
    using x = tensor(device, [0, 0, 0, Number.NaN, 0, 0, 0, 0], [1, 1, 1, 8]);
    using y = upsampleBicubic2d(x, { size: [1, 15] }, true);
    // Outputs lie half an input apart; those at 1, 1 1/2, ..., 4 1/2 read input 3 among their four.
    const reached = Array.from({ length: 15 }, (_, o) => Math.floor(o / 2) >= 1 && Math.floor(o / 2) <= 4);
    expect([...(await y.read())].map(Number.isNaN)).toEqual(reached);
  });

  test("two runs give the same bits, of the gradient too", async () => {
    const run = async () => {
      using x = tensor(device, Float32Array.from(uniform(30 * 41, 1)), [1, 1, 30, 41], {
        requiresGrad: true,
      });
      using y = upsampleBicubic2d(x, { scaleFactor: 1.7 });
      using dx = gradients(y, [x], { dy: y })[0]!;
      return [await y.read(), await dx.read()];
    };
    expect(await run()).toEqual(await run());
  });
});
