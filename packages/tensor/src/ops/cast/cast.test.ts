import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testOp } from "../../testing/test-op.ts";
import { castContract } from "./cast.contract.ts";
import { cast } from "./index.ts";

testOp(castContract);

describe("cast", () => {
  test("keeps signs, and rounds what f32 cannot hold", async () => {
    const device = await testDevice();
    using signed = tensor(device, Int32Array.of(-1, 0, 2_147_483_647, -2_147_483_648, 16_777_217), [5]);
    using y = cast(signed);
    expect(y.dtype).toBe("f32");
    expect([...(await y.read())]).toEqual([-1, 0, 2_147_483_648, -2_147_483_648, 16_777_216]);
    using unsigned = tensor(device, Uint32Array.of(4_294_967_295, 1), [2]);
    expect([...(await cast(unsigned).read())]).toEqual([4_294_967_296, 1]);
  });

  test("takes each byte from its place in a word", async () => {
    const device = await testDevice();
    using mask = tensor(device, Uint8Array.of(0, 1, 127, 128, 255, 3, 2), [7]);
    expect([...(await cast(mask).read())]).toEqual([0, 1, 127, 128, 255, 3, 2]);
  });

  test("refuses what is f32 already", async () => {
    const device = await testDevice();
    using x = tensor(device, [1], [1]);
    expect(() => cast(x)).toThrow("cast: expected x of i32 or u32 or u8; got x f32");
  });
});
