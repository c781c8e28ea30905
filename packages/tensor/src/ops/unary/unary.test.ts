import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testOp } from "../../testing/test-op.ts";
import { abs, clamp, exp, leakyRelu, log, neg, relu, sigmoid, sqrt, tanh } from "./index.ts";
import { contracts } from "./unary.contract.ts";

for (const contract of contracts) testOp(contract);

describe("unary", () => {
  test("derivatives at kinks are PyTorch's", async () => {
    const device = await testDevice();
    const derivative = async (f: (x: ReturnType<typeof tensor>) => ReturnType<typeof tensor>, at: number) => {
      using x = tensor(device, [at], [1], { requiresGrad: true });
      using y = f(x);
      const [dx] = gradients(y, [x]);
      return dx!.item();
    };
    expect(await derivative(relu, 0)).toBe(0);
    expect(await derivative(abs, 0)).toBe(0);
    expect(await derivative((x) => leakyRelu(x, 0.5), 0)).toBe(0.5);
    expect(await derivative((x) => clamp(x, -1, 1), 1)).toBe(1);
    expect(await derivative((x) => clamp(x, -1, 1), -1)).toBe(1);
  });

  test("extreme inputs saturate", async () => {
    const device = await testDevice();
    using x = tensor(device, [-1e30, -200, 200, 1e30], [4]);
    using s = sigmoid(x);
    expect([...(await s.read())]).toEqual([0, 0, 1, 1]);
    using t = tanh(x);
    expect([...(await t.read())]).toEqual([-1, -1, 1, 1]);
  });

  test("a NaN stays a NaN, and infinities go where PyTorch's go", async () => {
    const device = await testDevice();
    using x = tensor(device, [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], [3]);
    const [nan, inf] = [Number.NaN, Number.POSITIVE_INFINITY];
    const expected: [(x: Tensor) => Tensor, number[]][] = [
      [neg, [nan, -inf, inf]],
      [exp, [nan, inf, 0]],
      [log, [nan, inf, nan]],
      [sqrt, [nan, inf, nan]],
      [abs, [nan, inf, inf]],
      [relu, [nan, inf, 0]],
      [leakyRelu, [nan, inf, -inf]],
      [sigmoid, [nan, 1, 0]],
      [tanh, [nan, 1, -1]],
      [(v) => clamp(v, -2, 3), [nan, 3, -2]],
    ];
    for (const [f, values] of expected) {
      using y = f(x);
      expect([...(await y.read())], f.name).toEqual(values);
    }
  });

  test("logarithms and roots below 0 are NaN", async () => {
    const device = await testDevice();
    using x = tensor(device, [-1e-30, -0.5, -3e4], [3]);
    for (const f of [log, sqrt]) {
      using y = f(x);
      expect([...(await y.read())], f.name).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    }
  });

  test("refuses: clamp: expected min <= max; got min 2, max 1", async () => {
    const device = await testDevice();
    using x = tensor(device, [0], [1]);
    expect(() => clamp(x, 2, 1)).toThrow("clamp: expected min <= max; got min 2, max 1");
  });
});
