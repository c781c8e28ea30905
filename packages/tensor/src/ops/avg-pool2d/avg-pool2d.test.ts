import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./avg-pool2d.contract.ts";
import { avgPool2dOp } from "./avg-pool2d.ts";
import { type AvgPool2dOptions, avgPool2d } from "./index.ts";

testOp(contract);
testGolden(avgPool2dOp, new URL("./avg-pool2d.golden.json", import.meta.url));

const extent = fc.integer({ min: 4, max: 20 });
const small = fc.integer({ min: 1, max: 4 });

describe("avgPool2d", () => {
  test("agrees with its definition for any options, and backward is its adjoint", async () => {
    const device = await testDevice();
    const anyCall = fc.record({
      x: fc.tuple(extent, extent),
      kernelSize: fc.tuple(small, small),
      stride: fc.tuple(small, small),
      padded: fc.constantFrom("no", "evenly", "before", "after"),
      ceilMode: fc.boolean(),
      countIncludePad: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ x: [h, w], padded, ...rest }) => {
        const [kernelY, kernelX] = rest.kernelSize;
        const padding = {
          no: 0,
          evenly: [kernelY >> 1, kernelX >> 1],
          before: [kernelY - 1, kernelX - 1, 0, 0],
          after: [0, kernelX >> 1, kernelY - 1, kernelX - 1],
        }[padded] as NonNullable<AvgPool2dOptions["padding"]>;
        const options = { ...rest, padding };
        const shape = [1, 2, h, w] as const;
        const values = uniform(2 * h * w, 5);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using y = avgPool2d(x, options);
        const expected = contract.reference({ x: values }, { x: shape }, options);
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

  test("a large window keeps the digits of its mean", async () => {
    const device = await testDevice();
    using x = tensor(device, new Float32Array(300 * 300).fill(0.1), [1, 1, 300, 300]);
    using y = avgPool2d(x, { kernelSize: 300 });
    expect(Math.abs((await y.item()) / 0.1 - 1)).toBeLessThan(1e-5);
  });
});
