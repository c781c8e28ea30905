import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { flatten, squeeze, unsqueeze } from "./index.ts";

const device = await testDevice();
const bytes = (shape: readonly number[]): Tensor =>
  tensor(device, new Uint8Array(shape.reduce((product, extent) => product * extent, 1)), shape);

describe("squeeze, unsqueeze and flatten", () => {
  // The shapes that PyTorch gives.
  test.each([
    [[1, 3, 1, 2, 1], undefined, [3, 2]],
    [[1, 3, 1, 2, 1], 0, [3, 1, 2, 1]],
    [[1, 3, 1, 2, 1], 1, [1, 3, 1, 2, 1]],
    [
      [1, 3, 1, 2, 1],
      [-1, 1, 2],
      [1, 3, 2],
    ],
    [[1, 3], [], [1, 3]],
    [[1, 1], undefined, []],
    [[], undefined, []],
    [[], 0, []],
    [[], -1, []],
  ])("squeeze of %j along %j", (shape, dim, expected) => {
    using x = bytes(shape);
    using y = squeeze(x, dim);
    expect(y.shape).toEqual(expected);
    expect(y.storage).toBe(x.storage);
  });

  test.each([
    [[2, 3], 0, [1, 2, 3]],
    [[2, 3], 1, [2, 1, 3]],
    [[2, 3], 2, [2, 3, 1]],
    [[2, 3], -1, [2, 3, 1]],
    [[2, 3], -3, [1, 2, 3]],
    [[], 0, [1]],
    [[], -1, [1]],
  ])("unsqueeze of %j at %i", (shape, dim, expected) => {
    using x = bytes(shape);
    using y = unsqueeze(x, dim);
    expect(y.shape).toEqual(expected);
    expect(y.storage).toBe(x.storage);
  });

  test.each([
    [[2, 3, 4, 5], 0, -1, [120]],
    [[2, 3, 4, 5], 1, -1, [2, 60]],
    [[2, 3, 4, 5], 1, 2, [2, 12, 5]],
    [[2, 3, 4, 5], -2, 3, [2, 3, 20]],
    [[2, 3, 4, 5], 2, 2, [2, 3, 4, 5]],
    [[], 0, -1, [1]],
  ])("flatten of %j from %i to %i", (shape, startDim, endDim, expected) => {
    using x = bytes(shape);
    using y = flatten(x, startDim, endDim);
    expect(y.shape).toEqual(expected);
    expect(y.storage).toBe(x.storage);
  });

  test("flatten takes all axes by default", () => {
    using x = bytes([2, 3]);
    expect(flatten(x).shape).toEqual([6]);
    expect(flatten(x, 1).shape).toEqual([2, 3]);
  });

  test("gradients pass in the shape of x", async () => {
    using x = tensor(device, [1, 2, 3, 4], [2, 1, 2], { requiresGrad: true });
    for (const y of [squeeze(x), unsqueeze(x, 1), flatten(x)]) {
      using dy = tensor(device, [5, 6, 7, 8], y.shape);
      using dx = gradients(y, [x], { dy })[0]!;
      expect(dx.shape).toEqual([2, 1, 2]);
      expect([...(await dx.read())]).toEqual([5, 6, 7, 8]);
    }
  });

  test("refuse axes that there are not", () => {
    using x = bytes([2, 1]);
    expect(() => squeeze(x, 2)).toThrow("squeeze: expected dim to be an axis of x; got x [2, 1], dim 2");
    expect(() => squeeze(x, [1, -1])).toThrow("squeeze: expected each dim once; got x [2, 1], dims [1, -1]");
    expect(() => unsqueeze(x, 3)).toThrow(
      "unsqueeze: expected dim an integer from -3 to 2; got x [2, 1], dim 3",
    );
    expect(() => unsqueeze(x, -4)).toThrow(
      "unsqueeze: expected dim an integer from -3 to 2; got x [2, 1], dim -4",
    );
    expect(() => unsqueeze(x, 0.5)).toThrow(
      "unsqueeze: expected dim an integer from -3 to 2; got x [2, 1], dim 0.5",
    );
    expect(() => flatten(x, 0, 2)).toThrow("flatten: expected dim to be an axis of x; got x [2, 1], dim 2");
    expect(() => flatten(x, 1, 0)).toThrow(
      "flatten: expected startDim before endDim, or the same; got x [2, 1], startDim 1, endDim 0",
    );
  });
});
