import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { capture } from "../../capture/index.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { mul } from "../binary/index.ts";
import { cast } from "../cast/index.ts";
import { sum } from "../reduce/index.ts";
import { clipGradNorm, gradNorm } from "./index.ts";

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const device = await testDevice();

describe("gradNorm and clipGradNorm", () => {
  test("a record counts as a list does, and gradients that are small enough keep their bits", async () => {
    using a = tensor(device, [3, 0.1], [2]);
    using b = tensor(device, [-4], [1, 1]);
    using listed = gradNorm([a, b]);
    using named = clipGradNorm({ "conv.weight": a, "conv.bias": b }, 6);
    expect(await named.item()).toBe(await listed.item());
    expect(await listed.item()).toBeCloseTo(Math.sqrt(25.01), 6);
    expect([...(await a.read()), ...(await b.read())]).toEqual([3, Math.fround(0.1), -4]);
  });

  test("what lies beyond a tensor's end counts in no way", async () => {
    // Memory of a tensor of NaNs, handed on to a shorter one.
    for (let size = 1; size < 9; size++) {
      tensor(device, new Float32Array(64).fill(nan), [64]).dispose();
      using x = tensor(device, new Float32Array(size).fill(2), [size]);
      using norm = gradNorm([x]);
      using largest = gradNorm([x], { normType: infinity });
      expect(await norm.item()).toBeCloseTo(2 * Math.sqrt(size), 6);
      expect(await largest.item()).toBe(2);
    }
  });

  test("the norm of a million elements keeps its digits", async () => {
    using x = tensor(device, new Float32Array(1_000_003).fill(0.1), [1_000_003]);
    using norm = gradNorm([x]);
    expect(Math.abs((await norm.item()) / (Math.fround(0.1) * Math.sqrt(1_000_003)) - 1)).toBeLessThan(2e-7);
  });

  test("any tensors have the norm of their elements, and at most the one they are clipped to", async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(sizes, fc.constantFrom(2, infinity), fc.nat(), async (made, normType, seed) => {
        const values = made.map((size, i) => uniform(size, seed + i));
        const tensors = values.map((data) => tensor(device, Float32Array.from(data), [data.length]));
        const flat = values.flatMap((data) => [...data]);
        const expected =
          normType === 2 ? Math.hypot(...flat) : Math.max(...flat.map((value) => Math.abs(value)));
        using norm = clipGradNorm(tensors, 0.5, { normType });
        expect(relativeError([await norm.item()], [expected])).toBeLessThan(1e-6);
        const factor = Math.min(1, 0.5 / (expected + 1e-6));
        for (const [i, x] of tensors.entries()) {
          expect(
            relativeError(
              await x.read(),
              values[i]!.map((value) => factor * value),
            ),
          ).toBeLessThan(1e-6);
          x.dispose();
        }
      }),
      { numRuns: 12 },
    );
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(70_001, 1)), [70_001]);
    using y = tensor(device, Float32Array.from(uniform(301, 2)), [301]);
    using first = gradNorm([x, y]);
    using second = gradNorm([x, y]);
    expect(await first.item()).toBe(await second.item());
  });

  test("nothing is read back, and nothing is left behind", async () => {
    using x = tensor(device, [3, 4], [2]);
    await device.synchronize();
    const { readbacks, submits, usedBytes } = device.stats;
    clipGradNorm([x], 1).dispose();
    gradNorm({ x }).dispose();
    expect(device.stats.readbacks).toBe(readbacks);
    expect(device.stats.submits).toBe(submits);
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("a captured step clips anew in each run", async () => {
    using x = tensor(device, [3, 4], [2], { requiresGrad: true });
    using factor = tensor(device, [1], []);
    using step = await capture(device, () => {
      const [dx] = gradients(sum(mul(mul(x, x), factor)), [x]);
      return { norm: clipGradNorm([dx!], 5), dx: dx! };
    });
    for (const [value, norm, dx] of [
      [1, 10, [3, 4]],
      [0.25, 2.5, [1.5, 2]],
      [100, 1000, [3, 4]],
    ] as const) {
      factor.write(Float32Array.of(value));
      step.run();
      expect(await step.result.norm.item()).toBe(norm);
      expect(relativeError(await step.result.dx.read(), dx)).toBeLessThan(1e-6);
    }
  });

  if (device.profile.f16)
    test("halves are summed up and scaled as numbers of f32", async () => {
      using whole = tensor(device, [300, -400, 1], [3]);
      using x = cast(whole, "f16");
      using norm = clipGradNorm([x, whole], 5);
      expect(await norm.item()).toBeCloseTo(Math.sqrt(2 * 250_001), 3); // squares beyond the largest half
      const scaled = [300, -400, 1].map((value) => (value * 5) / Math.sqrt(2 * 250_001));
      expect(relativeError(await x.read(), scaled)).toBeLessThan(1e-3);
      expect(relativeError(await whole.read(), scaled)).toBeLessThan(1e-6);
    });

  test("refusals", () => {
    using x = tensor(device, [1], [1]);
    using labels = tensor(device, Int32Array.of(1), [1]);
    for (const [call, message] of [
      [() => gradNorm([]), "gradNorm: expected at least one gradient; got gradients 0"],
      [() => gradNorm({}), "gradNorm: expected at least one gradient; got gradients 0"],
      [() => gradNorm([x], { normType: 3 }), "gradNorm: expected normType of 2 or Infinity; got normType 3"],
      [
        () => clipGradNorm({ weight: x, labels }, 1),
        "clipGradNorm: expected gradients of f32 or f16; got gradient labels i32",
      ],
      [() => clipGradNorm([x], -1), "clipGradNorm: expected maxNorm >= 0; got maxNorm -1"],
      [() => clipGradNorm([x], nan), "clipGradNorm: expected maxNorm >= 0; got maxNorm NaN"],
    ] as const)
      expect(call).toThrow(expect.objectContaining({ name: "ShapeError", message }));
  });
});
