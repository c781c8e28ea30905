import { beforeAll, describe, expect, test } from "vitest";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import { GraphError } from "../errors.ts";
import { add, exp, mul, reshape, sub, sum } from "../ops/index.ts";
import { scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { type GradientsOptions, gradients, gradientsOfEach } from "./gradients.ts";
import { stopGradient } from "./stop-gradient.ts";

let device: Device;
beforeAll(async () => {
  device = await testDevice();
});

const leaf = (...data: number[]): Tensor => tensor(device, data, [data.length], { requiresGrad: true });
const scalar = (value: number): Tensor => tensor(device, [value], [], { requiresGrad: true });
const values = async (
  y: Tensor | Tensor[],
  targets: Tensor[],
  options?: GradientsOptions,
): Promise<number[][]> =>
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

  test("several outputs in one walk: what they share is walked once", async () => {
    const x = leaf(1, 2);
    const shared = mul(x, x);
    const [first, second] = [sum(shared), mul(shared, x)];
    const dy = leaf(1, 10);
    await device.synchronize();
    const { dispatches } = device.stats;
    const [dx] = gradients([first, second], [x], { dy: [undefined, dy] });
    expect([...(await dx!.read())]).toEqual([5, 124]);
    // A cotangent for the first and its sum's pullback; two for the product, a sum; two for the square, two sums.
    expect(device.stats.dispatches - dispatches).toBe(9);
  });

  test("an output given twice counts twice", async () => {
    const x = leaf(3);
    const y = mul(x, x);
    expect(await values([y, y], [x])).toEqual([[12]]);
  });

  test("of each task, without the values of the others; what they share is let go of at the end", async () => {
    const x = leaf(1, 2);
    const shared = mul(x, x);
    const losses = [sum(mul(shared, 3)), sum(mul(shared, shared))];
    const before = device.stats.usedBytes;
    const rows = gradientsOfEach(losses, [shared, x], { retainGraph: true });
    const read = await Promise.all(
      rows.map((row) => Promise.all(row.map(async (g) => [...(await g.read())]))),
    );
    expect(read).toEqual([
      [
        [3, 3],
        [6, 12],
      ],
      [
        [2, 8],
        [4, 32],
      ],
    ]);
    for (const gradient of rows.flat()) gradient.dispose();
    expect(device.stats.usedBytes).toBe(before);
    gradientsOfEach(losses, [x]);
    expect(() => gradients(losses[0]!, [x])).toThrow(GraphError);
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

  test("a factor behind stopGradient is a constant, of the value and the memory of its tensor", async () => {
    const x = leaf(3);
    const y = mul(x, stopGradient(mul(x, x)));
    expect(await y.item()).toBe(27);
    expect(await values(y, [x])).toEqual([[9]]);
    expect(stopGradient(x).storage).toBe(x.storage);
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
