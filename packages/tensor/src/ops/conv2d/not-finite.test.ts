import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import type { KernelClass } from "../../device/adapter.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { testReach } from "../../testing/test-reach.ts";
import { conv2dOp } from "./conv2d.ts";
import { conv2d } from "./index.ts";

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

describe("conv2d", () => {
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
});
