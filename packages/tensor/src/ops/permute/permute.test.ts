import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { permute, transpose } from "./index.ts";
import { permuteContract } from "./permute.contract.ts";
import { permuteOp } from "./permute.ts";

testOp(permuteContract);
testGolden(permuteOp, new URL("./permute.golden.json", import.meta.url));

describe("permute", () => {
  test("the inverse permutation gives back what was there", async () => {
    const device = await testDevice();
    const axes = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 6 })
      .chain((shape) =>
        fc.tuple(fc.constant(shape), fc.shuffledSubarray([...shape.keys()], { minLength: shape.length })),
      );
    await fc.assert(
      fc.asyncProperty(axes, async ([shape, dims]) => {
        const elements = shape.reduce((product, extent) => product * extent, 1);
        using x = tensor(
          device,
          Int32Array.from({ length: elements }, (_, i) => i - 3),
          shape,
        );
        using there = permute(x, dims);
        const inverse = dims.map((_, axis) => dims.indexOf(axis));
        using back = permute(there, inverse);
        expect(there.shape).toEqual(dims.map((axis) => shape[axis]));
        expect(back.shape).toEqual(shape);
        expect(await back.read()).toEqual(await x.read());
      }),
      { numRuns: 20 },
    );
  });

  test("transpose exchanges two axes", async () => {
    const device = await testDevice();
    using x = tensor(device, Uint32Array.of(1, 2, 3, 4, 5, 4_294_967_295), [1, 2, 3]);
    using y = transpose(x, -1, 1);
    expect(y.shape).toEqual([1, 3, 2]);
    expect(y.dtype).toBe("u32");
    expect([...(await y.read())]).toEqual([1, 4, 2, 5, 3, 4_294_967_295]);
  });

  test("refuses axes that x does not have, and bytes", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2], [1, 2]);
    expect(() => transpose(x, 0, 2)).toThrow(
      "transpose: expected two axes of x; got x [1, 2], dim0 0, dim1 2",
    );
    using bytes = tensor(device, Uint8Array.of(1, 2), [1, 2]);
    expect(() => permute(bytes, [1, 0])).toThrow("permute: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
