import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { contracts } from "./binary.contract.ts";
import { binaryOps } from "./binary.ts";
import { add, div, mul, sub } from "./index.ts";

for (const contract of contracts) testOp(contract);
for (const [name, op] of Object.entries(binaryOps))
  testGolden(op, new URL(`./${name}.golden.json`, import.meta.url));

const { Infinity: inf, NaN: nan } = globalThis;

describe("binary", () => {
  test("division by zero, infinities and NaN are IEEE's", async () => {
    const device = await testDevice();
    using a = tensor(device, [1, -1, 0, inf, inf, nan, 1], [7]);
    using b = tensor(device, [0, 0, 0, inf, 2, 1, inf], [7]);
    expect([...(await div(a, b).read())]).toEqual([inf, -inf, nan, nan, inf, nan, 0]);
    expect([...(await sub(a, a).read())]).toEqual([0, 0, 0, nan, nan, nan, 0]);
    expect([...(await mul(a, b).read())]).toEqual([0, -0, 0, inf, inf, nan, inf]);
    expect([...(await add(a, -inf).read())]).toEqual([-inf, -inf, -inf, nan, nan, nan, -inf]);
  });

  test("a number on either side", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 4], [3]);
    expect([...(await sub(x, 1).read())]).toEqual([0, 1, 3]);
    expect([...(await sub(1, x).read())]).toEqual([0, -1, -3]);
    expect([...(await div(x, 2).read())]).toEqual([0.5, 1, 2]);
    expect([...(await div(2, x).read())]).toEqual([2, 1, 0.5]);
  });

  test("a tensor on both sides", async () => {
    const device = await testDevice();
    using x = tensor(device, [3], [], { requiresGrad: true });
    const [square] = gradients(mul(x, x), [x]);
    expect(await square!.item()).toBe(6);
    const [ratio] = gradients(div(x, x), [x]);
    expect(await ratio!.item()).toBe(0);
  });

  test("a gradient summed over many repeats keeps its digits", async () => {
    const device = await testDevice();
    using x = tensor(device, new Float32Array(200_000).fill(0.1), [200_000]);
    using c = tensor(device, [1], [], { requiresGrad: true });
    using y = mul(x, c);
    const [dc] = gradients(y, [c], { dy: x });
    expect((await dc!.item()) / (200_000 * Math.fround(0.1) ** 2)).toBeCloseTo(1, 6);
  });

  test("b − a is −(a − b) for any shapes that fit", async () => {
    const device = await testDevice();
    const extent = fc.integer({ min: 1, max: 4 });
    const repeats = fc.constantFrom("a", "b", "neither");
    const axes = fc.array(fc.tuple(extent, repeats), { minLength: 0, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(axes, fc.nat(2), async (made, dropped) => {
        const of = (side: string) => made.map(([n, repeated]) => (repeated === side ? 1 : n));
        const shapes = [of("a").slice(dropped), of("b")] as const;
        const [a, b] = shapes.map((shape) => {
          const elements = shape.reduce((product, n) => product * n, 1);
          return tensor(
            device,
            Float32Array.from({ length: elements }, (_, i) => i + 1),
            shape,
          );
        }) as [ReturnType<typeof tensor>, ReturnType<typeof tensor>];
        const [ab, ba] = [sub(a, b), sub(b, a)];
        expect(ab.shape).toEqual(ba.shape);
        const negated = Array.from(await ba.read(), (value) => 0 - value);
        expect([...(await ab.read())]).toEqual(negated);
        for (const used of [a, b, ab, ba]) used.dispose();
      }),
      { numRuns: 20 },
    );
  });
});
