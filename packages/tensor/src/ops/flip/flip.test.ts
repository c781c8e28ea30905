import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { flipContract } from "./flip.contract.ts";
import { flipOp } from "./flip.ts";
import { flip } from "./index.ts";

testOp(flipContract);
testGolden(flipOp, new URL("./flip.golden.json", import.meta.url));

describe("flip", () => {
  test("twice gives back what was there, of any shape along any axes", async () => {
    const device = await testDevice();
    const made = fc
      .array(fc.integer({ min: 1, max: 5 }), { maxLength: 6 })
      .chain((shape) => fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()])));
    await fc.assert(
      fc.asyncProperty(made, async ([shape, dims]) => {
        using x = tensor(
          device,
          Int32Array.from({ length: size(shape) }, (_, i) => i - 3),
          shape,
        );
        using once = flip(x, dims);
        using twice = flip(once, dims);
        expect(await twice.read()).toEqual(await x.read());
        const all = dims.length === shape.length;
        if (all) expect([...(await once.read())]).toEqual([...(await x.read())].reverse());
      }),
      { numRuns: 20 },
    );
  });

  test("takes integers, NaN and infinity as they are, and refuses bytes", async () => {
    const device = await testDevice();
    using integers = tensor(device, Uint32Array.of(1, 4_294_967_295), [2]);
    expect(await flip(integers, [0]).read()).toEqual(Uint32Array.of(4_294_967_295, 1));
    using x = tensor(device, [-0, Number.NaN, Number.NEGATIVE_INFINITY], [3]);
    expect([...(await flip(x, [0]).read())]).toEqual([Number.NEGATIVE_INFINITY, Number.NaN, -0]);
    using bytes = tensor(device, Uint8Array.of(1, 2), [2]);
    expect(() => flip(bytes, [0])).toThrow("flip: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
