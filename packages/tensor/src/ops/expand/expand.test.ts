import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { expandContract } from "./expand.contract.ts";
import { expandOp } from "./expand.ts";
import { expand } from "./index.ts";

testOp(expandContract);
testGolden(expandOp, new URL("./expand.golden.json", import.meta.url));

describe("expand", () => {
  test("shares memory where nothing is repeated", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3], [3, 1], { requiresGrad: true });
    using y = expand(x, [1, -1, 1]);
    expect(y.shape).toEqual([1, 3, 1]);
    expect(y.storage).toBe(x.storage);
    using dy = tensor(device, [4, 5, 6], [1, 3, 1]);
    using dx = gradients(y, [x], { dy })[0]!;
    expect(dx.shape).toEqual([3, 1]);
    expect([...(await dx.read())]).toEqual([4, 5, 6]);
  });

  test("a long gradient keeps its digits, twice with the same bits", async () => {
    const device = await testDevice();
    const n = 300_000;
    using x = tensor(device, [1], [1], { requiresGrad: true });
    using dy = tensor(device, new Float32Array(n).fill(0.1), [n]);
    const gradient = async () => gradients(expand(x, [n]), [x], { dy })[0]!.item();
    const first = await gradient();
    expect(Math.abs(first / (n * Math.fround(0.1)) - 1)).toBeLessThan(1e-6);
    expect(await gradient()).toBe(first);
  });

  test("takes integers as they are, and refuses bytes", async () => {
    const device = await testDevice();
    using x = tensor(device, Int32Array.of(-2_147_483_648), []);
    expect(await expand(x, [2]).read()).toEqual(Int32Array.of(-2_147_483_648, -2_147_483_648));
    using bytes = tensor(device, Uint8Array.of(1), [1]);
    expect(() => expand(bytes, [2])).toThrow("expand: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
