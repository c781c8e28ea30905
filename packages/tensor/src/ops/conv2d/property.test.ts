import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { KernelClass } from "../../device/adapter.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./conv2d.contract.ts";
import { conv2dOp } from "./conv2d.ts";
import type { Conv2dOptions } from "./geometry.ts";

const arbitrary = fc
  .record({
    n: fc.integer({ min: 1, max: 2 }),
    cg: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 10 })),
    kg: fc.integer({ min: 1, max: 18 }),
    groups: fc.constantFrom(1, 1, 2, 3),
    h: fc.integer({ min: 1, max: 9 }),
    w: fc.integer({ min: 1, max: 19 }),
    window: fc.constantFrom([1, 1], [3, 3], [3, 3], [2, 3], [5, 1], [4, 4]),
    stride: fc.constantFrom<Conv2dOptions["stride"]>(1, 1, 2, [1, 2], 3),
    padding: fc.constantFrom<Conv2dOptions["padding"]>(0, 1, 1, [0, 2], 2, [0, 1, 2, 0]),
    dilation: fc.constantFrom<Conv2dOptions["dilation"]>(1, 1, 1, 2),
    bias: fc.boolean(),
    kernels: fc.constantFrom<KernelClass>("plain", "software", "gpu"),
  })
  .map(({ n, cg, kg, groups, h, w, window, bias, kernels, stride, padding, dilation }) => ({
    shapes: {
      x: [n, cg * groups, h, w],
      weight: [kg * groups, cg, ...window],
      ...(bias ? { bias: [kg * groups] } : {}),
    },
    options: { stride, padding, dilation, groups } as Conv2dOptions,
    kernels,
  }))
  .filter(({ shapes, options }) => {
    try {
      return conv2dOp.shape(shapes, options).length > 0;
    } catch {
      return false;
    }
  });

describe("conv2d, as a property", () => {
  test("any geometry agrees with the definition, and its pullbacks with it", async () => {
    const device = await testDevice();
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ shapes, options, kernels }) => {
        const inputs: Record<string, Float64Array> = Object.fromEntries(
          Object.entries(shapes).map(([name, shape], i) => [name, uniform(size(shape), i)]),
        );
        const define = (values: typeof inputs) =>
          contract.reference(values as never, shapes as never, options);
        const call = {
          shapes,
          attrs: options,
          y: conv2dOp.shape(shapes, options),
          dtypes: {},
          adapter: { ...device.profile, kernels },
        };
        const dy = uniform(size(call.y), 9);
        const launches = [
          ...conv2dOp.forward(call),
          ...Object.keys(shapes).flatMap((name) => conv2dOp.backward[name as "x"]!(call)),
        ];
        const names = ["y", ...Object.keys(shapes).map((name) => `d${name}`)];
        const made = await runLaunches(device, {}, launches, { ...inputs, dy }, names);
        expect(relativeError(made["y"]!, define(inputs))).toBeLessThan(1e-5);
        // Linear in each input, so a difference of two calls is the directional derivative exactly.
        for (const [i, name] of Object.keys(shapes).entries()) {
          const direction = uniform(inputs[name]!.length, 20 + i);
          const shifted = define({ ...inputs, [name]: inputs[name]!.map((v, j) => v + direction[j]!) });
          const still = define(inputs);
          const expected = dot(
            dy,
            shifted.map((v, j) => v - still[j]!),
          );
          const gradient = made[`d${name}`]!;
          const scale = norm(gradient) * norm(direction) || 1;
          expect(Math.abs(dot(gradient, direction) - expected) / scale, name).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 40, seed: 7 },
    );
  });
});
