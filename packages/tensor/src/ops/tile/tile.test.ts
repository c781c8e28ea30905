import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { repeat, tile } from "./index.ts";
import { tileContract } from "./tile.contract.ts";
import { tileOp } from "./tile.ts";

testOp(tileContract);
testGolden(tileOp, new URL("./tile.golden.json", import.meta.url));

describe("tile and repeat", () => {
  test("repeat wants a number for each axis, and is tile then", async () => {
    const device = await testDevice();
    using x = tensor(device, Int32Array.of(1, -2), [1, 2]);
    expect(() => repeat(x, [2])).toThrow(
      "repeat: expected a number for each axis of x, or more; got x [1, 2], repeats [2]",
    );
    using y = repeat(x, [2, 2]);
    expect(y.shape).toEqual([2, 4]);
    expect(await y.read()).toEqual(Int32Array.of(1, -2, 1, -2, 1, -2, 1, -2));
  });

  test("refuses bytes", async () => {
    const device = await testDevice();
    using bytes = tensor(device, Uint8Array.of(1), [1]);
    expect(() => tile(bytes, [2])).toThrow("tile: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
