import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { stack } from "./index.ts";

const device = await testDevice();

describe("stack", () => {
  // torch.stack of [[1, 2, 3], [4, 5, 6]] and [[7, 8, 9], [10, 11, 12]]
  test.each([
    [0, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
    [1, [2, 2, 3], [1, 2, 3, 7, 8, 9, 4, 5, 6, 10, 11, 12]],
    [-1, [2, 3, 2], [1, 7, 2, 8, 3, 9, 4, 10, 5, 11, 6, 12]],
    [-3, [2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]],
  ])("along axis %i, with the gradient of each", async (dim, shape, values) => {
    const { usedBytes } = device.stats;
    using a = tensor(device, [1, 2, 3, 4, 5, 6], [2, 3], { requiresGrad: true });
    using b = tensor(device, [7, 8, 9, 10, 11, 12], [2, 3], { requiresGrad: true });
    using y = stack([a, b], dim);
    expect(y.shape).toEqual(shape);
    expect([...(await y.read())]).toEqual(values);
    using dy = tensor(device, values, shape);
    const [da, db] = gradients(y, [a, b], { dy });
    expect(da!.shape).toEqual([2, 3]);
    expect([...(await da!.read())]).toEqual([1, 2, 3, 4, 5, 6]);
    expect([...(await db!.read())]).toEqual([7, 8, 9, 10, 11, 12]);
    for (const used of [a, b, y, dy, da!, db!]) used.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("scalars become a row, integers too", async () => {
    using a = tensor(device, Int32Array.of(-1), []);
    using b = tensor(device, Int32Array.of(7), []);
    using y = stack([a, b, a]);
    expect(y.shape).toEqual([3]);
    expect(await y.read()).toEqual(Int32Array.of(-1, 7, -1));
  });

  test("refuses no tensor, other shapes, other types, and axes that there are not", () => {
    using a = tensor(device, [1, 2], [2]);
    using b = tensor(device, [1, 2], [1, 2]);
    using c = tensor(device, Int32Array.of(1, 2), [2]);
    expect(() => stack([])).toThrow("stack: expected at least one tensor; got tensors 0");
    expect(() => stack([a, a, b])).toThrow("stack: expected tensors of one shape; got x0 [2], x2 [1, 2]");
    expect(() => stack([a, c])).toThrow("concat: expected tensors of one element type; got x0 f32, x1 i32");
    expect(() => stack([a], 2)).toThrow("stack: expected dim an integer from -2 to 1; got x0 [2], dim 2");
    expect(() => stack([a], -3)).toThrow("stack: expected dim an integer from -2 to 1; got x0 [2], dim -3");
    expect(() => stack([a], 0.5)).toThrow("stack: expected dim an integer from -2 to 1; got x0 [2], dim 0.5");
  });
});
