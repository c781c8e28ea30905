import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { roll } from "./index.ts";
import { rollContract } from "./roll.contract.ts";
import { rollOp } from "./roll.ts";

testOp(rollContract);
testGolden(rollOp, new URL("./roll.golden.json", import.meta.url));

describe("roll", () => {
  test("back gives what was there, of any shape along any axes", async () => {
    const device = await testDevice();
    const made = fc
      .array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: -9, max: 9 })), { maxLength: 6 })
      .map((axes) => ({ shape: axes.map(([extent]) => extent), shifts: axes.map(([, shift]) => shift) }));
    await fc.assert(
      fc.asyncProperty(made, async ({ shape, shifts }) => {
        const dims = [...shape.keys()];
        using x = tensor(
          device,
          Int32Array.from({ length: size(shape) }, (_, i) => i - 3),
          shape,
        );
        using there = roll(x, shape.length > 0 ? shifts : 1, dims);
        using back = roll(there, shape.length > 0 ? shifts.map((shift) => -shift) : -1, dims);
        expect(await back.read()).toEqual(await x.read());
      }),
      { numRuns: 20 },
    );
  });

  test("takes one number for a shift and for an axis, and integers as they are", async () => {
    const device = await testDevice();
    using x = tensor(device, Uint32Array.of(1, 2, 3, 4, 5, 4_294_967_295), [2, 3]);
    expect([...(await roll(x, 1).read())]).toEqual([4_294_967_295, 1, 2, 3, 4, 5]);
    expect([...(await roll(x, -1, 1).read())]).toEqual([2, 3, 1, 5, 4_294_967_295, 4]);
  });

  test("refuses bytes", async () => {
    const device = await testDevice();
    using bytes = tensor(device, Uint8Array.of(1, 2), [2]);
    expect(() => roll(bytes, 1)).toThrow("roll: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
