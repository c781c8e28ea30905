import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { slice } from "../slice/index.ts";
import { pad } from "./index.ts";
import { padContract } from "./pad.contract.ts";
import { padOp } from "./pad.ts";

testOp(padContract);
testGolden(padOp, new URL("./pad.golden.json", import.meta.url));

describe("pad", () => {
  test("fills with any number, in the elements' type", async () => {
    const device = await testDevice();
    using x = tensor(device, [1], [1]);
    const { Infinity: inf, NaN: nan } = globalThis;
    expect([...(await pad(x, [1, 0], -inf).read())]).toEqual([-inf, 1]);
    expect([...(await pad(x, [0, 1], nan).read())]).toEqual([1, nan]);
    using labels = tensor(device, Int32Array.of(7), [1]);
    expect([...(await pad(labels, [1, 1], -100).read())]).toEqual([-100, 7, -100]);
    using counts = tensor(device, Uint32Array.of(7), [1]);
    expect([...(await pad(counts, [1, 0], 4_294_967_295).read())]).toEqual([4_294_967_295, 7]);
  });

  test("slices of the inside give back what was there", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2, 3, 4, 5, 6], [2, 3]);
    using framed = pad(x, [2, 1, 0, 3], 9);
    expect(framed.shape).toEqual([5, 6]);
    using rows = slice(framed, 0, 0, -3);
    using inside = slice(rows, 1, 2, -1);
    expect(inside.shape).toEqual([2, 3]);
    expect(await inside.read()).toEqual(await x.read());
  });

  test("refuses bytes", async () => {
    const device = await testDevice();
    using x = tensor(device, Uint8Array.of(1, 2), [2]);
    expect(() => pad(x, [1, 1])).toThrow("pad: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
