import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { integers, uniform } from "../../testing/vectors.ts";
import { scatterAdd } from "../scatter-add/index.ts";
import { gatherContract } from "./gather.contract.ts";
import { gatherOp } from "./gather.ts";
import { gather } from "./index.ts";

testOp(gatherContract);
testGolden(gatherOp, new URL("./gather.golden.json", import.meta.url), { dtypes: { index: "i32" } });

const device = await testDevice();
const { NaN: nan } = Number;

/** A shape, an axis of it, the shape of an index, and a seed for what they hold. */
const calls = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 })), {
    minLength: 1,
    maxLength: 4,
  })
  .chain((axes) =>
    fc.record({
      shape: fc.constant(axes.map(([extent]) => extent)),
      fewer: fc.constant(axes.map(([extent, other]) => Math.min(extent, other))),
      dim: fc.nat(axes.length - 1),
      count: fc.integer({ min: 1, max: 90 }),
      seed: fc.nat(),
    }),
  );

describe("gather", () => {
  test("any shapes: values, and the gradient that scatterAdd gives too", async () => {
    await fc.assert(
      fc.asyncProperty(calls, async ({ shape, fewer, dim, count, seed }) => {
        const shapes = { x: shape, index: fewer.with(dim, count) };
        const values = uniform(size(shape), seed);
        const indices = integers(size(shapes.index), shape[dim]!, seed + 1);
        using x = tensor(device, Float32Array.from(values), shape, { requiresGrad: true });
        using index = tensor(device, Int32Array.from(indices), shapes.index);
        using y = gather(x, dim, index);
        const expected = gatherContract.reference({ x: values, index: indices }, shapes as never, { dim });
        expect([...(await y.read())]).toEqual([...expected]);
        using dy = tensor(device, Float32Array.from(uniform(y.size, seed + 2)), y.shape);
        using dx = gradients(y, [x], { dy })[0]!;
        using nothing = tensor(device, new Float32Array(size(shape)), shape);
        using added = scatterAdd(nothing, dim, index, dy);
        expect([...(await dx.read())]).toEqual([...(await added.read())]);
        const sums = new Float64Array(size(shape));
        // Where terms cancel, the digits of their sum are those of the terms.
        const magnitudes = new Float64Array(size(shape));
        const cotangents = await dy.read();
        // Elements numbered by themselves say where each came from.
        const from = gatherContract.reference(
          { x: values.map((_, i) => i), index: indices },
          shapes as never,
          { dim },
        );
        from.forEach((at, i) => {
          sums[at]! += cotangents[i]!;
          magnitudes[at]! += Math.abs(cotangents[i]!);
        });
        for (const [at, value] of (await dx.read()).entries())
          expect(Math.abs(value - sums[at]!)).toBeLessThanOrEqual(1e-6 * magnitudes[at]!);
      }),
      { numRuns: 30 },
    );
  });

  // 3 are scanned by each sum, 2000 are sorted.
  test.each([3, 2000])(
    "indices beyond the axis pick nothing, and have no gradient: %i of them",
    async (n) => {
      using x = tensor(device, [10, 20], [2], { requiresGrad: true });
      const indices = Array.from({ length: n }, (_, i) => [-1, 2, -2_147_483_648, 2_147_483_647][i % 4]!);
      using index = tensor(device, Int32Array.from(indices.with(2, 1)), [n]);
      using y = gather(x, 0, index);
      expect([...(await y.read())]).toEqual(new Array(n).fill(nan).with(2, 20));
      using dy = tensor(device, new Float32Array(n).fill(1), [n]);
      using dx = gradients(y, [x], { dy })[0]!;
      expect([...(await dx.read())]).toEqual([0, 1]);
      using integersOfX = tensor(device, Int32Array.of(5, 6), [2]);
      expect((await gather(integersOfX, 0, index).read())[0]).toBe(-2_147_483_648);
      using naturals = tensor(device, Uint32Array.of(5, 6), [2]);
      expect([...(await gather(naturals, 0, index).read())].slice(0, 3)).toEqual([
        4_294_967_295, 4_294_967_295, 6,
      ]);
    },
  );

  test("halves beyond the axis are NaN too", async () => {
    if (!device.profile.f16) return;
    using x = tensor(device, [1, 2], [2], { dtype: "f16" });
    using index = tensor(device, Int32Array.of(1, 2), [2]);
    expect([...(await gather(x, 0, index).read())]).toEqual([2, nan]);
  });

  test("NaN and infinity in dy reach the elements they belong to, and no other", async () => {
    for (const n of [4, 2000]) {
      using x = tensor(device, [1, 2, 3], [3], { requiresGrad: true });
      using index = tensor(device, new Int32Array(n).fill(2).with(0, 0).with(1, 1), [n]);
      using dy = tensor(device, new Float32Array(n).fill(1).with(0, nan).with(1, Number.NEGATIVE_INFINITY), [
        n,
      ]);
      using dx = gradients(gather(x, 0, index), [x], { dy })[0]!;
      expect([...(await dx.read())]).toEqual([nan, Number.NEGATIVE_INFINITY, n - 2]);
    }
  });

  test("refuses indices of f32, and bytes to pick from", () => {
    using x = tensor(device, [1], [1]);
    using bytes = tensor(device, Uint8Array.of(0), [1]);
    expect(() => gather(x, 0, x)).toThrow("gather: expected index of i32 or u32 or u8; got index f32");
    expect(() => gather(bytes, 0, bytes)).toThrow("gather: expected x of f32 or f16 or i32 or u32; got x u8");
  });
});
