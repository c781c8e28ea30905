import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { mul } from "../binary/index.ts";
import { slice } from "../slice/index.ts";
import { concatContract } from "./concat.contract.ts";
import { concatOp } from "./concat.ts";
import { concat } from "./index.ts";

testOp(concatContract);
testGolden(concatOp(3), new URL("./concat.golden.json", import.meta.url));

describe("concat", () => {
  test("slices of the result give back each input", async () => {
    const device = await testDevice();
    const made = fc
      .tuple(
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 10 }),
        fc.nat(3),
      )
      .map(([shape, extents, dim]) => ({ shape, extents, dim: dim % shape.length }));
    await fc.assert(
      fc.asyncProperty(made, async ({ shape, extents, dim }) => {
        let next = 0;
        const parts = extents.map((extent) => {
          const own = shape.with(dim, extent);
          const elements = own.reduce((product, n) => product * n, 1);
          return tensor(
            device,
            Int32Array.from({ length: elements }, () => next++),
            own,
          );
        });
        using whole = concat(parts, dim - shape.length);
        let start = 0;
        for (const part of parts) {
          const extent = part.shape[dim]!;
          using back = slice(whole, dim, start, start + extent);
          expect(await back.read()).toEqual(await part.read());
          start += extent;
          part.dispose();
        }
        expect(whole.shape[dim]).toBe(start);
      }),
      { numRuns: 15 },
    );
  });

  test("a tensor given twice gets both gradients", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2], [2], { requiresGrad: true });
    using y = concat([x, x]);
    using dy = tensor(device, [1, 2, 30, 40], [4]);
    const [dx] = gradients(y, [x], { dy });
    expect([...(await dx!.read())]).toEqual([31, 42]);
  });

  test("what follows may read the result in backward", async () => {
    const device = await testDevice();
    using x = tensor(device, [1, 2], [2], { requiresGrad: true });
    using c = tensor(device, [5], [1]);
    using y = concat([x, c]);
    using square = mul(y, y);
    using dy = tensor(device, [1, 1, 1], [3]);
    const [dx] = gradients(square, [x], { dy });
    expect([...(await dx!.read())]).toEqual([2, 4]);
  });

  test("keeps one record for each number of inputs", () => {
    expect(concatOp(2)).toBe(concatOp(2));
    expect(concatOp(2)).not.toBe(concatOp(3));
  });

  test("refuses no tensor, and mixed types", async () => {
    const device = await testDevice();
    expect(() => concat([])).toThrow("concat: expected at least one tensor; got tensors 0");
    using x = tensor(device, [1], [1]);
    using labels = tensor(device, Int32Array.of(1), [1]);
    expect(() => concat([x, labels])).toThrow(
      "concat: expected tensors of one element type; got x0 f32, x1 i32",
    );
    using bytes = tensor(device, Uint8Array.of(1), [1]);
    expect(() => concat([bytes])).toThrow("concat: expected x0 of f32 or f16 or i32 or u32; got x0 u8");
  });
});
