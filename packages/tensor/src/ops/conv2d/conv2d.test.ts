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
import { contract } from "./conv2d.contract.ts";
import { conv2dOp } from "./conv2d.ts";
import type { Conv2dOptions } from "./geometry.ts";
import { conv2d } from "./index.ts";

testOp(contract);
testGolden(conv2dOp, new URL("./conv2d.golden.json", import.meta.url));
testReach(conv2dOp, ["x", "dy"], {
  "3x3, one filter": [{ x: [1, 2, 7, 7], weight: [1, 2, 3, 3] }, { padding: 1 }],
  "3x3, six filters": [{ x: [1, 6, 7, 7], weight: [6, 6, 3, 3] }, { padding: 1 }],
  "3x3, six filters, whole vectors": [{ x: [2, 3, 5, 8], weight: [6, 3, 3, 3] }, { padding: 1 }],
  "3x3, six filters, in chunks": [{ x: [2, 2, 20, 20], weight: [6, 2, 3, 3] }, { padding: 1 }],
  "3x3, no padding": [{ x: [1, 3, 7, 7], weight: [6, 3, 3, 3] }, {}],
  "5x5, six filters": [{ x: [1, 6, 7, 7], weight: [6, 6, 5, 5] }, { padding: 2 }],
  "3x3, stride 2": [
    { x: [1, 6, 7, 7], weight: [6, 6, 3, 3] },
    { padding: 1, stride: 2 },
  ],
  "3x3, stride 2, three filters": [
    { x: [1, 3, 7, 7], weight: [3, 3, 3, 3] },
    { padding: 1, stride: 2 },
  ],
  "1x1": [{ x: [2, 6, 3, 7], weight: [6, 6, 1, 1] }, {}],
  "1x1, stride 2": [{ x: [1, 6, 7, 7], weight: [6, 6, 1, 1] }, { stride: 2 }],
  "3x3, dilation 2": [
    { x: [1, 6, 7, 7], weight: [6, 6, 3, 3] },
    { padding: 2, dilation: 2 },
  ],
  "7x7, stride 3, dilation 2": [
    { x: [1, 2, 14, 15], weight: [5, 2, 7, 7] },
    { padding: 4, stride: 3, dilation: 2 },
  ],
  "groups of three": [
    { x: [1, 6, 7, 7], weight: [6, 3, 3, 3] },
    { padding: 1, groups: 2 },
  ],
  "groups of nine": [
    { x: [1, 18, 5, 7], weight: [18, 9, 3, 3] },
    { padding: 1, groups: 2 },
  ],
  depthwise: [
    { x: [1, 6, 7, 7], weight: [6, 1, 3, 3] },
    { padding: 1, groups: 6 },
  ],
  "depthwise, stride 2": [
    { x: [1, 3, 7, 7], weight: [3, 1, 5, 5] },
    { padding: 2, stride: 2, groups: 3 },
  ],
});

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

describe("conv2d", () => {
  test("two runs give the same bits", async () => {
    const device = await testDevice();
    using x = tensor(device, [...uniform(2 * 5 * 9 * 11, 1)], [2, 5, 9, 11], { requiresGrad: true });
    using weight = tensor(device, [...uniform(13 * 5 * 9, 2)], [13, 5, 3, 3], { requiresGrad: true });
    using bias = tensor(device, [...uniform(13, 3)], [13], { requiresGrad: true });
    using dy = tensor(device, [...uniform(2 * 13 * 9 * 11, 4)], [2, 13, 9, 11]);
    const run = async () => {
      using y = conv2d(x, weight, bias, { padding: 1 });
      const made = gradients(y, [x, weight, bias], { dy });
      const values = await Promise.all([y, ...made].map((t) => t.read()));
      for (const t of made) t.dispose();
      return values;
    };
    expect(await run()).toEqual(await run());
  });

  test("a NaN reaches every window that sees it, and no other", async () => {
    const device = await testDevice();
    using x = tensor(
      device,
      Float32Array.from({ length: 49 }, (_, i) => (i === 24 ? Number.NaN : 1)),
      [1, 1, 7, 7],
    );
    using weight = tensor(device, new Float32Array(9).fill(1), [1, 1, 3, 3]);
    using y = conv2d(x, weight, null, { padding: 1 });
    const seen = [...(await y.read())].flatMap((v, i) => (Number.isNaN(v) ? [i] : []));
    expect(seen).toEqual([16, 17, 18, 23, 24, 25, 30, 31, 32]);
  });

  test.each<KernelClass>(["plain", "software", "gpu"])(
    "an infinite dy at a corner reaches the weights that meet a pixel there, %s",
    async (kernels) => {
      const device = await testDevice();
      const shapes = { x: [1, 6, 7, 7], weight: [6, 6, 3, 3] };
      const attrs = { padding: 1 };
      const y = conv2dOp.shape(shapes, attrs);
      const call = { shapes, attrs, y, dtypes: {}, adapter: { ...device.profile, kernels } };
      const [x, dy] = [new Float64Array(size(shapes.x)).fill(1), new Float64Array(size(y)).fill(1)];
      dy[0] = Number.POSITIVE_INFINITY;
      const launches = conv2dOp.backward.weight!(call);
      const { dweight } = await runLaunches(device, {}, launches, { x, dy }, ["dweight"]);
      // Windows that reach over an edge lose a row, a column, or both.
      const sums = [36, 42, 36, 42, 49, 42, 36, 42, 36];
      const first = sums.map((sum, tap) => ([4, 5, 7, 8].includes(tap) ? Number.POSITIVE_INFINITY : sum));
      expect([...dweight!]).toEqual([...Array(6).fill(first), ...Array(30).fill(sums)].flat());
    },
  );

  test.each<[KernelClass, number[]]>([
    ["plain", [24, 36]],
    ["software", [Number.NaN, Number.NaN]],
    ["gpu", [Number.NaN, Number.NaN]],
  ])(
    "an infinite weight reaches what sees it, and through %s kernels what sees an edge",
    async (kernels, edge) => {
      const device = await testDevice();
      const shapes = { x: [1, 6, 7, 7], weight: [6, 6, 3, 3] };
      const attrs = { padding: 1 };
      const y = conv2dOp.shape(shapes, attrs);
      const call = { shapes, attrs, y, dtypes: {}, adapter: { ...device.profile, kernels } };
      const [x, weight] = [shapes.x, shapes.weight].map((shape) => new Float64Array(size(shape)).fill(1));
      weight![0] = Number.POSITIVE_INFINITY;
      const made = await runLaunches(device, {}, conv2dOp.forward(call), { x: x!, weight: weight! }, ["y"]);
      const values = [...made["y"]!];
      // The corner, the row above, the column before, and a window that is whole.
      expect([0, 1, 7, 8].map((at) => values[at])).toEqual([...edge, edge[1], Number.POSITIVE_INFINITY]);
      expect(values.slice(49).every(Number.isFinite)).toBe(true);
    },
  );

  test("sums over very many pixels keep their digits", async () => {
    const device = await testDevice();
    const [h, w] = [128, 160];
    using x = tensor(device, new Float32Array(4 * h * w).fill(1.1), [4, 1, h, w]);
    using weight = tensor(device, [1], [1, 1, 1, 1], { requiresGrad: true });
    using bias = tensor(device, [0], [1], { requiresGrad: true });
    using y = conv2d(x, weight, bias);
    using dy = tensor(device, new Float32Array(4 * h * w).fill(0.7), [4, 1, h, w]);
    const [dweight, dbias] = gradients(y, [weight, bias], { dy });
    const exact = 4 * h * w * Math.fround(0.7);
    expect(Math.abs((await dbias!.item()) / exact - 1)).toBeLessThan(1e-6);
    expect(Math.abs((await dweight!.item()) / (exact * Math.fround(1.1)) - 1)).toBeLessThan(1e-6);
  });
});
