import { beforeAll, describe, expect, test, vi } from "vitest";
import { apply } from "../apply.ts";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { DeviceError, GraphError, ShapeError } from "../errors.ts";
import { openDevice } from "../node/open-device.ts";
import type { Launch, Op } from "../op.ts";
import { add, div, exp, mul, reshape, sub, sum } from "../ops/index.ts";
import { keep, scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import fill from "./fill.wgsl";
import { type GradientsOptions, gradients } from "./gradients.ts";
import { noGrad } from "./no-grad.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const leaf = (...data: number[]): Tensor => tensor(device, data, [data.length], { requiresGrad: true });
const scalar = (value: number): Tensor => tensor(device, [value], [], { requiresGrad: true });
const values = async (y: Tensor, targets: Tensor[], options?: GradientsOptions): Promise<number[][]> =>
  Promise.all(gradients(y, targets, options).map(async (gradient) => [...(await gradient.read())]));

describe("gradients", () => {
  test("a tensor used twice gets the sum of both ways", async () => {
    const x = leaf(2, 3);
    const y = sum(add(mul(x, x), x));
    expect(await values(y, [x])).toEqual([[5, 7]]);
  });

  test("both arms of a diamond count, and each step runs once", async () => {
    const x = scalar(3);
    const shared = mul(x, 2);
    const y = mul(add(shared, 1), sub(shared, 1)); // 4x² − 1
    await device.synchronize();
    const { dispatches } = device.stats;
    const [dx] = gradients(y, [x]);
    expect(await dx!.item()).toBe(24);
    // One to fill dy, two for mul, none for the arms, one to add them up, one for shared.
    expect(device.stats.dispatches - dispatches).toBe(5);
  });

  test("an input that is no target costs nothing", async () => {
    const [a, b] = [scalar(2), scalar(3)];
    const y = mul(a, exp(b));
    await device.synchronize();
    const { dispatches } = device.stats;
    const [da] = gradients(y, [a]);
    expect((await da!.item()) / Math.exp(3)).toBeCloseTo(1, 5);
    expect(device.stats.dispatches - dispatches).toBe(2); // fills dy, and mul
  });

  test("several targets at once, in their order, in between too", async () => {
    const a = leaf(1, 2);
    const b = leaf(3, 4);
    const product = mul(a, b);
    const y = sum(mul(product, product));
    expect(await values(y, [product, b, a], { retainGraph: true })).toEqual([
      [6, 16],
      [6, 32],
      [18, 64],
    ]);
    expect(await values(y, [a, a], { retainGraph: true })).toEqual([
      [18, 64],
      [18, 64],
    ]);
    expect(await values(y, [y])).toEqual([[1]]);
  });

  test("several outputs, through their sum or one by one", async () => {
    const x = leaf(1, 2);
    const shared = mul(x, x);
    const [first, second] = [sum(shared), sum(mul(shared, x))];
    const one = await values(first, [x], { retainGraph: true });
    const other = await values(second, [x], { retainGraph: true });
    const [both] = await values(add(first, second), [x]);
    expect(one).toEqual([[2, 4]]);
    expect(other).toEqual([[3, 12]]);
    expect(both).toEqual([5, 16]);
  });

  test("asked at a shared tensor, the graph below it stays whole", async () => {
    const x = leaf(1, 2);
    const shared = mul(x, x);
    const [first, second] = [sum(mul(shared, 3)), sum(mul(shared, shared))];
    const [one] = gradients(first, [shared]);
    const [other] = gradients(second, [shared]);
    expect(await values(shared, [x], { dy: add(one!, other!) })).toEqual([[10, 44]]);
  });

  test("dy weighs the elements of y", async () => {
    const x = leaf(1, 2, 3);
    expect(await values(mul(x, x), [x], { dy: leaf(1, 10, 100) })).toEqual([[2, 40, 600]]);
  });

  test("what y does not depend on gets zeros of its shape", async () => {
    const [x, other] = [leaf(1, 2), tensor(device, [1, 2], [1, 2], { requiresGrad: true })];
    const [dx, zero] = gradients(sum(x), [x, other]);
    expect([...(await dx!.read())]).toEqual([1, 1]);
    expect(zero!.shape).toEqual([1, 2]);
    expect([...(await zero!.read())]).toEqual([0, 0]);
  });

  test("a tensor without requiresGrad, or detached, lets nothing through", async () => {
    const x = leaf(2);
    const constant = x.detach();
    expect(constant.requiresGrad).toBe(false);
    expect(await values(mul(x, constant), [x])).toEqual([[2]]);
    expect(mul(constant, constant).requiresGrad).toBe(false);
  });

  test("gradients have no graph of their own", () => {
    const x = leaf(2);
    const [dx] = gradients(mul(x, x), [x]);
    expect(dx!.requiresGrad).toBe(false);
  });

  test("each gradient has memory of its own", async () => {
    const [a, b] = [leaf(1, 2), leaf(3, 4)];
    const dy = leaf(5, 6);
    const made = gradients(add(a, reshape(b, [2])), [a, b, a], { dy });
    made[1]!.write(Float32Array.of(7, 8));
    const all = await Promise.all([...made, dy].map(async (x) => [...(await x.read())]));
    expect(all).toEqual([
      [5, 6],
      [7, 8],
      [5, 6],
      [5, 6],
    ]);
    expect(new Set([...made, dy].map(({ storage }) => storage)).size).toBe(4);
    const [c, d] = [scalar(1), scalar(2)];
    const [dc, dd] = gradients(add(c, d), [c, d]);
    expect(dc!.storage).not.toBe(dd!.storage);
  });

  test("retainGraph gives the same bits again", async () => {
    const x = leaf(0.1, 0.7);
    const y = sum(exp(mul(x, x)));
    const first = await values(y, [x], { retainGraph: true });
    expect(await values(y, [x], { retainGraph: true })).toEqual(first);
    expect(await values(y, [x])).toEqual(first);
  });

  test("the graph outlives the tensors it was made from", async () => {
    const x = leaf(1, 2);
    const y = scope(() => sum(exp(mul(x, 2))));
    const [dx] = await values(y, [x]);
    expect(dx![0]! / (2 * Math.exp(2))).toBeCloseTo(1, 5);
    expect(dx![1]! / (2 * Math.exp(4))).toBeCloseTo(1, 5);
  });

  test("a chain of 2,000 steps", async () => {
    const x = scalar(1);
    const y = scope(() => {
      let y = x;
      for (let i = 0; i < 2000; i++) y = mul(y, i % 2 === 0 ? 2 : 0.5);
      return y;
    });
    expect(await values(y, [x])).toEqual([[1]]);
  });

  test("a chain of 50,000 views is walked and released without recursion", async () => {
    const x = leaf(1, 2);
    const before = device.stats.usedBytes;
    const y = scope(() => {
      let y = exp(x);
      for (let i = 0; i < 50_000; i++) y = reshape(y, i % 2 === 0 ? [2, 1] : [2]);
      return y;
    });
    const dy = leaf(1, 10);
    const [dx] = gradients(y, [x], { dy, retainGraph: true });
    expect((await dx!.read())[1]! / (10 * Math.exp(2))).toBeCloseTo(1, 5);
    for (const used of [y, dy, dx!]) used.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });
});

describe("gradients refuses", () => {
  const refused = (body: () => unknown, kind: new (...args: never[]) => Error, message: string) => {
    const before = device.stats.usedBytes;
    expect(body).toThrow(kind);
    expect(body).toThrow(expect.objectContaining({ message }));
    expect(device.stats.usedBytes).toBe(before);
  };

  test("a graph that an earlier backward released", () => {
    const x = leaf(2);
    const y = mul(x, x);
    gradients(y, [x]);
    refused(
      () => gradients(y, [x]),
      GraphError,
      "mul: expected a graph that still holds its values; got one that an earlier backward released. " +
        "Pass { retainGraph: true } to that one",
    );
  });

  test("values changed in place since forward", () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(mul(exp(x), c));
    c.write(Float32Array.of(5, 6));
    refused(
      () => gradients(y, [x]),
      GraphError,
      "mul: expected b as it was in forward; got one changed in place since. Ask for gradients before the change",
    );
  });

  test("values changed in place through a view", () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(mul(x, c));
    reshape(c, [2, 1]).write(Float32Array.of(5, 6));
    expect(() => gradients(y, [x])).toThrow("mul: expected b as it was in forward");
  });

  test("but not a change of values that backward does not read", async () => {
    const x = leaf(2, 3);
    const c = tensor(device, [1, 2], [2]);
    const y = sum(add(x, c));
    c.write(Float32Array.of(5, 6));
    expect(await values(y, [x])).toEqual([[1, 1]]);
  });

  test("y of several elements without its dy", () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    refused(
      () => gradients(y, [x]),
      ShapeError,
      "gradients: expected y of one element, or its dy; got y [2]. Reduce y with sum or mean",
    );
  });

  test("dy of another shape", () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    const dy = tensor(device, [1, 1], [2, 1]);
    refused(
      () => gradients(y, [x], { dy }),
      ShapeError,
      "gradients: expected dy of the shape of y; got dy [2, 1], y [2]",
    );
  });

  test("dy of integers, or on another device", async () => {
    const x = leaf(2, 3);
    const y = mul(x, x);
    const integers = tensor(device, Int32Array.of(1, 1), [2]);
    refused(
      () => gradients(y, [x], { dy: integers }),
      ShapeError,
      "gradients: expected dy of f32; got dy i32",
    );
    using other = (await openDevice()).device;
    refused(
      () => gradients(y, [x], { dy: tensor(other, [1, 1], [2]) }),
      DeviceError,
      `gradients: expected all tensors on one device; got dy on ${other.profile.description}, another`,
    );
  });

  test("y or a target outside the graph", () => {
    const x = leaf(2);
    const constant = tensor(device, [1], [1]);
    refused(
      () => gradients(constant, [x]),
      GraphError,
      "gradients: expected y to depend on a tensor with requiresGrad; got none",
    );
    const y = mul(x, x);
    refused(
      () => gradients(y, [x, constant]),
      GraphError,
      "gradients: expected every target to have requiresGrad; got target 1 without",
    );
  });
});

describe("a pullback that needs more memory than there can be", () => {
  const fillLaunch = (name: string, elements: number): Launch => ({
    code: fill,
    reads: [],
    writes: { [name]: { shape: [elements] } },
    params: { size: 1, value: { f32: 1 } },
    grid: [1, 1, 1],
  });
  const greedyOp: Op<"x", null> = {
    name: "greedy",
    inputs: ["x"],
    shape: ({ x }) => x,
    forward: () => [fillLaunch("y", 1)],
    backward: { x: () => [fillLaunch("dx", 1), fillLaunch("large", 2 ** 40)] },
    flops: () => 0,
  };

  test("is refused before any is launched", async () => {
    using x = leaf(1);
    using y = exp(apply(greedyOp, { x }, null));
    await device.synchronize();
    const before = device.stats;
    expect(() => gradients(y, [x])).toThrow(DeviceError);
    expect(() => gradients(y, [x])).toThrow("greedy.large: expected tensors of at most ");
    await device.synchronize();
    expect(device.stats).toEqual(before);
  });
});

describe("noGrad", () => {
  test("records nothing and keeps no memory", () => {
    const x = leaf(1, 2);
    const before = device.stats.usedBytes;
    const y = noGrad(() => scope(() => exp(exp(mul(x, x)))));
    expect(y.requiresGrad).toBe(false);
    expect(device.stats.usedBytes - before).toBe(y.storage.bytes);
    const recorded = scope(() => exp(exp(mul(x, x))));
    expect(recorded.requiresGrad).toBe(true);
    expect(device.stats.usedBytes - before).toBeGreaterThan(2 * y.storage.bytes);
    y.dispose();
    recorded.dispose();
    expect(device.stats.usedBytes).toBe(before);
  });

  test("nests, and ends where its body throws", () => {
    const x = leaf(1);
    noGrad(() => {
      noGrad(() => {});
      expect(exp(x).requiresGrad).toBe(false);
    });
    expect(() =>
      noGrad(() => {
        throw new Error("body");
      }),
    ).toThrow("body");
    expect(exp(x).requiresGrad).toBe(true);
  });
});

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
