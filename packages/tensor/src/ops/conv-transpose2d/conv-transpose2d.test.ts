import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { KernelClass } from "../../device/adapter.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { testReach } from "../../testing/test-reach.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { conv2d } from "../conv2d/index.ts";
import { contract } from "./conv-transpose2d.contract.ts";
import { convTranspose2dOp } from "./conv-transpose2d.ts";
import type { ConvTranspose2dOptions } from "./geometry.ts";
import { convTranspose2d } from "./index.ts";

testOp(contract);
testGolden(convTranspose2dOp, new URL("./conv-transpose2d.golden.json", import.meta.url));
testReach(convTranspose2dOp, ["x", "dy"], {
  "2x2, stride 2": [{ x: [1, 6, 5, 5], weight: [6, 6, 2, 2] }, { stride: 2 }],
  "3x3, stride 2": [
    { x: [1, 6, 5, 5], weight: [6, 6, 3, 3] },
    { stride: 2, padding: 1, outputPadding: 1 },
  ],
  "3x3, stride 2, one filter": [
    { x: [1, 3, 5, 5], weight: [3, 1, 3, 3] },
    { stride: 2, padding: 1 },
  ],
  "3x3": [{ x: [1, 6, 5, 7], weight: [6, 3, 3, 3] }, { padding: 1 }],
  "4x4, stride 3": [
    { x: [1, 5, 4, 5], weight: [5, 6, 4, 4] },
    { stride: 3, padding: 2 },
  ],
  depthwise: [
    { x: [1, 3, 5, 7], weight: [3, 1, 3, 3] },
    { stride: 2, padding: 1, groups: 3 },
  ],
});

const device = await testDevice();

const anyCall = fc
  .record({
    n: fc.integer({ min: 1, max: 2 }),
    cg: fc.integer({ min: 1, max: 10 }),
    kg: fc.integer({ min: 1, max: 9 }),
    groups: fc.constantFrom(1, 1, 2, 3),
    h: fc.integer({ min: 1, max: 6 }),
    w: fc.integer({ min: 1, max: 9 }),
    window: fc.constantFrom([1, 1], [2, 2], [3, 3], [3, 3], [4, 4], [1, 3]),
    stride: fc.constantFrom<ConvTranspose2dOptions["stride"]>(1, 2, 2, [1, 2], 3),
    padding: fc.constantFrom<ConvTranspose2dOptions["padding"]>(0, 1, 1, [0, 2], [1, 0, 0, 2]),
    outputPadding: fc.constantFrom<ConvTranspose2dOptions["outputPadding"]>(0, 0, 1, [0, 1]),
    dilation: fc.constantFrom<ConvTranspose2dOptions["dilation"]>(1, 1, 1, 2),
    kernels: fc.constantFrom<KernelClass>("plain", "software", "gpu"),
  })
  .map(({ n, cg, kg, groups, h, w, window, kernels, ...options }) => ({
    shapes: { x: [n, cg * groups, h, w], weight: [cg * groups, kg, ...window], bias: [kg * groups] },
    options: { ...options, groups } as ConvTranspose2dOptions,
    kernels,
  }))
  .filter(({ shapes, options }) => {
    try {
      return convTranspose2dOp.shape(shapes, options).length > 0;
    } catch {
      return false;
    }
  });

describe("convTranspose2d", () => {
  test("any geometry agrees with the definition, and its pullbacks with it", async () => {
    await fc.assert(
      fc.asyncProperty(anyCall, async ({ shapes, options, kernels }) => {
        const [x, weight, bias] = [shapes.x, shapes.weight, shapes.bias].map((shape, i) =>
          uniform(size(shape), i),
        ) as [Float64Array, Float64Array, Float64Array];
        const define = (values: { x: Float64Array; weight: Float64Array; bias?: Float64Array }) =>
          contract.reference(values, shapes as never, options);
        const y = convTranspose2dOp.shape(shapes, options);
        const adapter = { ...device.profile, kernels };
        const call = { shapes, attrs: options, y, dtypes: {}, adapter };
        const dy = uniform(size(y), 9);
        const { forward, backward } = convTranspose2dOp;
        const launches = [forward, backward.x!, backward.weight!, backward.bias!].flatMap((plan) =>
          plan(call),
        );
        const names = ["y", "dx", "dweight", "dbias"];
        const made = await runLaunches(device, {}, launches, { x, weight, bias, dy }, names);
        expect(relativeError(made["y"]!, define({ x, weight, bias }))).toBeLessThan(1e-5);
        // Linear in x and in weight, so the result of a direction is the directional derivative.
        const [u, v, b] = [uniform(x.length, 4), uniform(weight.length, 5), uniform(bias.length, 6)];
        const [none, { dx, dweight, dbias }] = [new Float64Array(x.length), made];
        const agree = (gradient: Float64Array, direction: Float64Array, result: Float64Array) =>
          expect(Math.abs(dot(gradient, direction) - dot(dy, result))).toBeLessThan(
            1e-5 * (norm(gradient) * norm(direction) || 1),
          );
        agree(dx!, u, define({ x: u, weight }));
        agree(dweight!, v, define({ x, weight: v }));
        agree(dbias!, b, define({ x: none, weight, bias: b }));
      }),
      { numRuns: 25, seed: 3 },
    );
  });

  test("is the adjoint of conv2d", async () => {
    const options = { stride: 2, padding: 1, groups: 2 };
    using weight = tensor(device, [...uniform(6 * 2 * 9, 1)], [6, 2, 3, 3]);
    using x = tensor(device, [...uniform(4 * 7 * 9, 2)], [1, 4, 7, 9], { requiresGrad: true });
    using v = tensor(device, [...uniform(6 * 4 * 5, 3)], [1, 6, 4, 5]);
    using y = conv2d(x, weight, null, options);
    const [dx] = gradients(y, [x], { dy: v });
    using back = convTranspose2d(v, weight, null, options);
    expect(back.shape).toEqual(x.shape);
    expect(await back.read()).toEqual(await dx!.read());
    dx!.dispose();
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, [...uniform(2 * 5 * 7 * 6, 1)], [2, 5, 7, 6], { requiresGrad: true });
    using weight = tensor(device, [...uniform(5 * 6 * 9, 2)], [5, 6, 3, 3], { requiresGrad: true });
    using bias = tensor(device, [...uniform(6, 3)], [6], { requiresGrad: true });
    const run = async () => {
      using y = convTranspose2d(x, weight, bias, { stride: 2 });
      using dy = tensor(device, [...uniform(y.size, 4)], y.shape);
      const made = gradients(y, [x, weight, bias], { dy });
      const values = await Promise.all([y, ...made].map((t) => t.read()));
      for (const t of made) t.dispose();
      return values;
    };
    expect(await run()).toEqual(await run());
  });

  test("a NaN reaches the window it is spread over, and no other pixel", async () => {
    const pixels = Float32Array.from({ length: 9 }, (_, i) => (i === 4 ? Number.NaN : 1));
    using x = tensor(device, pixels, [1, 1, 3, 3]);
    using weight = tensor(device, new Float32Array(4).fill(1), [1, 1, 2, 2]);
    using y = convTranspose2d(x, weight, null, { stride: 2 });
    const seen = [...(await y.read())].flatMap((v, i) => (Number.isNaN(v) ? [i] : []));
    expect(seen).toEqual([14, 15, 20, 21]);
  });
});
