import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { bmm, dot, matmul, outer } from "./index.ts";

const device = await testDevice();
const leaf = (data: readonly number[], shape: readonly number[]): Tensor =>
  tensor(device, data, shape, { requiresGrad: true });
const values = async (x: Tensor) => [...(await x.read())];

describe("dot", () => {
  test("of two vectors, as matmul has it, with gradients and without a leak", async () => {
    const { usedBytes } = device.stats;
    for (const f of [dot, matmul]) {
      using a = leaf([1, 2, 3], [3]);
      using b = leaf([4, -5, 6], [3]);
      using y = f(a, b);
      expect(y.shape).toEqual([]);
      expect(await y.item()).toBe(12);
      const [da, db] = gradients(y, [a, b]);
      expect([await values(da!), await values(db!)]).toEqual([
        [4, -5, 6],
        [1, 2, 3],
      ]);
      for (const used of [da!, db!]) used.dispose();
    }
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("refuses what are no vectors of one extent", () => {
    using a = leaf([1, 2], [2]);
    using b = leaf([1, 2], [1, 2]);
    using c = leaf([1], [1]);
    expect(() => dot(a, c)).toThrow("dot: expected a [K] and b [K]; got a [2], b [1]");
    expect(() => dot(b, b)).toThrow("dot: expected a [K] and b [K]; got a [1, 2], b [1, 2]");
    expect(() => matmul(a, c)).toThrow("matmul: expected a [..., M, K] and b [..., K, N]; got a [2], b [1]");
  });
});

describe("outer", () => {
  test("multiplies each with each, with gradients and without a leak", async () => {
    const { usedBytes } = device.stats;
    using a = leaf([1, 2, 3], [3]);
    using b = leaf([10, 20], [2]);
    using y = outer(a, b);
    expect(y.shape).toEqual([3, 2]);
    expect(await values(y)).toEqual([10, 20, 20, 40, 30, 60]);
    using dy = tensor(device, [1, 0, 0, 1, 1, 1], [3, 2]);
    const [da, db] = gradients(y, [a, b], { dy });
    expect([await values(da!), await values(db!)]).toEqual([
      [10, 20, 30],
      [4, 5],
    ]);
    for (const used of [a, b, y, dy, da!, db!]) used.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("refuses what are no vectors", () => {
    using a = leaf([1, 2], [2]);
    using b = leaf([1, 2], [1, 2]);
    expect(() => outer(a, b)).toThrow("outer: expected a [M] and b [N]; got a [2], b [1, 2]");
  });
});

describe("bmm", () => {
  test("multiplies pair by pair", async () => {
    using a = leaf([1, 2, 3, 4], [2, 1, 2]);
    using b = leaf([1, 1, 2, 2], [2, 2, 1]);
    using y = bmm(a, b);
    expect(y.shape).toEqual([2, 1, 1]);
    expect(await values(y)).toEqual([3, 14]);
  });

  test("refuses what matmul would broadcast", () => {
    const refused = (shapeOfA: readonly number[], shapeOfB: readonly number[]) => {
      using a = leaf(new Array(shapeOfA.reduce((n, extent) => n * extent, 1)).fill(0), shapeOfA);
      using b = leaf(new Array(shapeOfB.reduce((n, extent) => n * extent, 1)).fill(0), shapeOfB);
      expect(() => bmm(a, b)).toThrow(
        `bmm: expected a [B, M, K] and b [B, K, N]; got a [${shapeOfA.join(", ")}], b [${shapeOfB.join(", ")}]`,
      );
    };
    refused([1, 2, 3], [2, 3, 2]);
    refused([2, 3], [2, 3, 2]);
    refused([2, 2, 3], [3, 2]);
    refused([2, 2, 3], [2, 2, 3]);
  });
});
