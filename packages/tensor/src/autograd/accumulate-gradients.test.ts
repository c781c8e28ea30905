import { describe, expect, test } from "vitest";
import { capture } from "../capture/index.ts";
import { tensor, zeros } from "../create.ts";
import { cast, mul, sum } from "../ops/index.ts";
import { testDevice } from "../testing/device.ts";
import { accumulateGradients, zeroGradients } from "./accumulate-gradients.ts";
import { gradients } from "./gradients.ts";

const device = await testDevice();

describe("accumulateGradients", () => {
  test("adds up the gradients of several batches, in a captured step too, until they are set to 0", async () => {
    using weight = tensor(device, [2, 3, 5], [3], { requiresGrad: true });
    using batch = zeros(device, [3]);
    using total = zeros(device, [3]);
    const body = () => accumulateGradients([total], gradients(sum(mul(weight, batch)), [weight]));
    using step = await capture(device, body);
    for (const values of [
      [1, 2, 3],
      [10, 20, 30],
      [100, 200, 300],
    ]) {
      batch.write(Float32Array.from(values));
      step.run();
    }
    expect([...(await total.read())]).toEqual([111, 222, 333]);
    zeroGradients([total]);
    expect([...(await total.read())]).toEqual([0, 0, 0]);
    body();
    expect([...(await total.read())]).toEqual([100, 200, 300]);
  });

  test("refuses gradients that are not those of the totals, and changes nothing then", async () => {
    using a = tensor(device, [1, 2], [2]);
    using b = tensor(device, [1, 2], [2, 1]);
    expect(() => accumulateGradients([a, a], [a.detach()])).toThrow(
      "accumulateGradients: expected a gradient for each total; got totals 2, gradients 1",
    );
    expect(() => accumulateGradients([a, a], [tensor(device, [1, 1], [2]), b])).toThrow(
      "accumulateGradients: expected gradients of the shapes and types of their totals; " +
        "got total [2], of f32, gradient [2, 1], also of f32",
    );
    expect([...(await a.read())]).toEqual([1, 2]);
  });

  test("totals of integers are refused, before any is changed", async () => {
    using total = tensor(device, [1, 2], [2]);
    using counts = tensor(device, Int32Array.of(1, 2), [2]);
    for (const [op, call] of [
      ["accumulateGradients", () => accumulateGradients([total, counts], [total.detach(), counts])],
      ["zeroGradients", () => zeroGradients([total, counts])],
    ] as const)
      expect(call).toThrow(
        expect.objectContaining({
          name: "ShapeError",
          message: `${op}: expected totals of f32 or f16; got total i32`,
        }),
      );
    expect([...(await total.read())]).toEqual([1, 2]);
    expect([...(await counts.read())]).toEqual([1, 2]);
  });

  if (device.profile.f16)
    test("totals of halves are added to and set to 0", async () => {
      using whole = tensor(device, [1, 2, 300], [3]);
      using total = cast(whole, "f16");
      using gradient = cast(whole, "f16");
      accumulateGradients([total], [gradient]);
      expect([...(await total.read())]).toEqual([2, 4, 600]);
      zeroGradients([total]);
      expect([...(await total.read())]).toEqual([0, 0, 0]);
    });
});
