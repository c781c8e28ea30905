import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { slice } from "./index.ts";
import { sliceContract } from "./slice.contract.ts";
import { sliceOp } from "./slice.ts";

testOp(sliceContract);
testGolden(sliceOp, new URL("./slice.golden.json", import.meta.url));

describe("slice", () => {
  test("takes integers as they are", async () => {
    const device = await testDevice();
    using x = tensor(device, Int32Array.of(-1, 2, -3, 4, 2_147_483_647, -2_147_483_648), [2, 3]);
    using y = slice(x, 1, 1);
    expect(y.dtype).toBe("i32");
    expect([...(await y.read())]).toEqual([2, -3, 2_147_483_647, -2_147_483_648]);
  });

  test("takes NaN and infinity as they are", async () => {
    const device = await testDevice();
    using x = tensor(device, [0, Number.NaN, Number.POSITIVE_INFINITY, -0], [4]);
    using y = slice(x, 0, -3);
    expect([...(await y.read())]).toEqual([Number.NaN, Number.POSITIVE_INFINITY, -0]);
  });

  test("refuses bytes", async () => {
    const device = await testDevice();
    using x = tensor(device, Uint8Array.of(1, 2), [2]);
    expect(() => slice(x, 0, 1)).toThrow("slice: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
