import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { mul } from "../binary/index.ts";
import { concat, stack } from "../concat/index.ts";
import { chunk, split, unbind } from "./index.ts";

const device = await testDevice();
const counted = (shape: readonly number[]): Tensor =>
  tensor(
    device,
    Int32Array.from({ length: shape.reduce((product, extent) => product * extent, 1) }, (_, i) => i),
    shape,
  );

describe("split, chunk and unbind", () => {
  // The extents that torch.split and torch.chunk give.
  test.each([
    [7, 3, [3, 3, 1]],
    [6, 3, [3, 3]],
    [5, 8, [5]],
    [4, 1, [1, 1, 1, 1]],
    [7, [2, 4, 1], [2, 4, 1]],
    [3, [3], [3]],
  ] as const)("an axis of %i by %j", async (extent, sizes, extents) => {
    using x = counted([2, extent, 3]);
    const parts = split(x, sizes, -2);
    expect(parts.map(({ shape }) => shape)).toEqual(extents.map((size) => [2, size, 3]));
    expect(await concat(parts, 1).read()).toEqual(await x.read());
  });

  test.each([
    [7, 3, [3, 3, 1]],
    [5, 4, [2, 2, 1]],
    [6, 4, [2, 2, 2]],
    [4, 9, [1, 1, 1, 1]],
    [4, 1, [4]],
  ])("an axis of %i in %i chunks", async (extent, chunks, extents) => {
    using x = counted([extent, 2]);
    const parts = chunk(x, chunks);
    expect(parts.map(({ shape }) => shape[0])).toEqual(extents);
    expect(await concat(parts).read()).toEqual(await x.read());
  });

  test("unbind takes the axis away, and stack gives it back", async () => {
    const { usedBytes } = device.stats;
    using x = counted([2, 3, 4]);
    for (const dim of [0, 1, 2, -1, -3]) {
      const parts = unbind(x, dim);
      expect(parts.map(({ shape }) => shape)).toEqual(
        Array(x.shape.at(dim)!).fill(x.shape.toSpliced(dim < 0 ? dim + 3 : dim, 1)),
      );
      using back = stack(parts, dim);
      expect(await back.read()).toEqual(await x.read());
      for (const part of parts) part.dispose();
    }
    x.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("each part's gradient reaches its place", async () => {
    using x = tensor(device, [1, 2, 3, 4, 5, 6], [3, 2], { requiresGrad: true });
    const [a, b] = split(x, 2);
    using scale = tensor(device, [10], []);
    using y = concat([mul(b!, scale), a!]);
    using dy = tensor(device, [1, 2, 3, 4, 5, 6], [3, 2]);
    using dx = gradients(y, [x], { dy })[0]!;
    expect([...(await dx.read())]).toEqual([3, 4, 5, 6, 10, 20]);
  });

  test("refuse what does not fit", () => {
    using x = counted([4, 3]);
    expect(() => split(x, 0)).toThrow("split: expected sizes of positive integers; got sizes [0]");
    expect(() => split(x, [2, 1.5, 0.5])).toThrow(
      "split: expected sizes of positive integers; got sizes [2, 1.5, 0.5]",
    );
    expect(() => split(x, [2, 1])).toThrow(
      "split: expected sizes that add up to 4; got x [4, 3], dim 0, sizes [2, 1]",
    );
    expect(() => split(x, 1, 2)).toThrow("split: expected dim to be an axis of x; got x [4, 3], dim 2");
    expect(() => chunk(x, 0)).toThrow("chunk: expected chunks to be a positive integer; got chunks 0");
    expect(() => chunk(x, 2, -3)).toThrow("chunk: expected dim to be an axis of x; got x [4, 3], dim -3");
    expect(() => unbind(x, 0.5)).toThrow("unbind: expected dim to be an axis of x; got x [4, 3], dim 0.5");
    using scalar = counted([]);
    expect(() => unbind(scalar)).toThrow("unbind: expected dim to be an axis of x; got x [], dim 0");
  });
});
