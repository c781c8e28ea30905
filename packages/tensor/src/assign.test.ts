import { describe, expect, test } from "vitest";
import { assign } from "./assign.ts";
import { gradients } from "./autograd/gradients.ts";
import { capture } from "./capture/index.ts";
import { tensor } from "./create.ts";
import { add, mul, sum } from "./ops/index.ts";
import { testDevice } from "./testing/device.ts";

const device = await testDevice();

describe("assign", () => {
  test("overwrites every element of any type, and no other tensor", async () => {
    for (const data of [Float32Array.of(1, 2, 3), Int32Array.of(-1, 2, 3), Uint32Array.of(1, 2, 4e9)]) {
      using target = tensor(device, new (data.constructor as typeof Float32Array)(3), [3]);
      using source = tensor(device, data, [3]);
      assign(target, source);
      expect(await target.read()).toEqual(data);
    }
  });

  test("a captured step changes a parameter by its own gradient, run after run", async () => {
    using weight = tensor(device, [4, -2], [2], { requiresGrad: true });
    using step = await capture(device, () => {
      const [slope] = gradients(sum(mul(weight, weight)), [weight]);
      assign(weight, add(weight.detach(), mul(slope!, -0.25)));
    });
    for (const expected of [
      [2, -1],
      [1, -0.5],
    ]) {
      step.run();
      expect([...(await weight.read())]).toEqual(expected);
    }
    expect(weight.requiresGrad).toBe(true);
  });

  test("gradients recorded before it are refused", () => {
    using weight = tensor(device, [4], [1], { requiresGrad: true });
    using y = mul(weight, weight);
    assign(weight, tensor(device, [1], [1]));
    expect(() => gradients(y, [weight])).toThrow("got one changed in place since");
  });

  test("refuses another shape or type, and bytes", () => {
    using a = tensor(device, [1, 2], [2]);
    expect(() => assign(a, tensor(device, [1, 2], [2, 1]))).toThrow(
      "assign: expected a target and a source of one shape and type, f32, f16, i32 or u32; " +
        "got target [2], of f32, source [2, 1], also of f32",
    );
    using bytes = tensor(device, Uint8Array.of(1, 2), [2]);
    expect(() => assign(bytes, bytes.alias())).toThrow("assign: expected a target");
  });
});
