import { beforeAll, describe, expect, test, vi } from "vitest";
import { type GradientsOptions, gradients } from "./autograd/gradients.ts";
import { noGrad } from "./autograd/no-grad.ts";
import { tensor } from "./create.ts";
import type { Device } from "./device/device.ts";
import { add, div, exp, mul, sum } from "./ops/index.ts";
import { keep, scope } from "./scope.ts";
import type { Tensor } from "./tensor.ts";
import { testDevice } from "./testing/device.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const leaf = (...data: number[]): Tensor => tensor(device, data, [data.length], { requiresGrad: true });
const values = async (y: Tensor, targets: Tensor[], options?: GradientsOptions): Promise<number[][]> =>
  Promise.all(gradients(y, targets, options).map(async (gradient) => [...(await gradient.read())]));

describe("scope", () => {
  test("20 equal steps leave memory, buffers and bindings as they were after the first two", async () => {
    const x = leaf(...Array.from({ length: 700 }, (_, i) => i / 700));
    const before = device.stats.usedBytes;
    const step = () =>
      scope(() => {
        const y = sum(div(exp(mul(x, x)), add(x, 1)));
        const [dx] = gradients(y, [x]);
        mul(dx!, dx!);
      });
    step();
    step();
    await device.synchronize();
    const { buffers, bytes, bindingsMade, pipelines } = device.stats;
    for (let i = 0; i < 20; i++) step();
    await device.synchronize();
    expect(device.stats).toMatchObject({ usedBytes: before, buffers, bytes, bindingsMade, pipelines });
  });

  test("a step that never asks for gradients lets go of what it kept for them", () => {
    const x = leaf(1, 2);
    const before = device.stats.usedBytes;
    scope(() => {
      exp(mul(x, x));
    });
    expect(device.stats.usedBytes).toBe(before);
  });

  test("what it returns survives: a tensor, or tensors in arrays and objects", async () => {
    const x = leaf(1, 2);
    const kept = scope(() => {
      const dropped = mul(x, 5);
      return { y: mul(x, 2), list: [mul(x, 3), 7], dropped: dropped.shape, none: null };
    });
    expect([...(await kept.y.read())]).toEqual([2, 4]);
    expect([...(await (kept.list[0] as Tensor).read())]).toEqual([3, 6]);
  });

  test("a nested one hands its result to the one around it", () => {
    const x = leaf(1, 2);
    let inner: Tensor | undefined;
    let lost: Tensor | undefined;
    const outer = scope(() => {
      inner = scope(() => {
        lost = mul(x, 2);
        return mul(lost, 2);
      });
      expect(lost!.disposed).toBe(true);
      expect(inner.disposed).toBe(false);
      return mul(inner, 2);
    });
    expect(inner!.disposed).toBe(true);
    expect(outer.disposed).toBe(false);
  });

  test("leaves tensors from outside alone, and those that keep() took out", () => {
    const x = leaf(1, 2);
    let kept: Tensor | undefined;
    scope(() => {
      scope(() => {
        kept = keep(mul(x, 2));
        return x;
      });
    });
    expect(x.disposed).toBe(false);
    expect(kept!.disposed).toBe(false);
  });

  test("frees all where its body throws", () => {
    const x = leaf(1, 2);
    const before = device.stats.usedBytes;
    expect(() =>
      scope(() => {
        exp(x);
        throw new Error("body");
      }),
    ).toThrow("body");
    expect(device.stats.usedBytes).toBe(before);
    const after = exp(x);
    expect(after.disposed).toBe(false);
  });

  test("refuses a promise", () => {
    const before = device.stats.usedBytes;
    const body = async () => tensor(device, [1], [1]);
    expect(() => scope(body)).toThrow(
      new TypeError("scope: expected a body that returns its result; got a promise. Await outside the scope"),
    );
    expect(device.stats.usedBytes).toBe(before);
    expect(() => noGrad(body)).toThrow(
      new TypeError(
        "noGrad: expected a body that returns its result; got a promise. Await outside the noGrad",
      ),
    );
  });

  test("refuses a promise that fails, too, and leaves no rejection behind", async () => {
    const unhandled = vi.fn();
    process.once("unhandledRejection", unhandled);
    expect(() => scope(() => Promise.reject(new Error("body")))).toThrow(TypeError);
    await new Promise((resolve) => setTimeout(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe("dispose", () => {
  test("twice is once", () => {
    const before = device.stats.usedBytes;
    const x = leaf(1, 2);
    const y = exp(x);
    for (const used of [y, y, x, x]) used.dispose();
    expect(device.stats.usedBytes).toBe(before);
    const [a, b] = [leaf(1), leaf(2)];
    expect(a.storage).not.toBe(b.storage);
  });

  test("again and again leaves the graph of those that use it whole", async () => {
    const x = leaf(1, 2);
    const y = mul(x, x);
    const z = sum(mul(y, y));
    for (let i = 0; i < 5; i++) y.dispose();
    expect(await values(z, [x])).toEqual([[4, 32]]);
  });

  test("using disposes at the end of its block", () => {
    const before = device.stats.usedBytes;
    {
      using x = leaf(1, 2);
      expect(x.disposed).toBe(false);
    }
    expect(device.stats.usedBytes).toBe(before);
  });

  test("a disposed tensor is refused", async () => {
    const x = leaf(1, 2);
    x.dispose();
    const message =
      "tensor: expected a tensor in use; got a disposed tensor [2]. Use keep() or return it from its scope";
    const refused = expect.objectContaining({ name: "ShapeError", message });
    expect(() => exp(x)).toThrow(refused);
    expect(() => x.write(Float32Array.of(1, 2))).toThrow(refused);
    expect(() => x.detach()).toThrow(refused);
    await expect(x.read()).rejects.toThrow(refused);
  });
});
