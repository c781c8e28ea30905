import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import type { KernelClass } from "../../device/adapter.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { dot, norm, relativeError, uniform } from "../../testing/vectors.ts";
import { matmul } from "./index.ts";
import { contract } from "./matmul.contract.ts";
import { matmulOp } from "./matmul.ts";

testOp(contract);
testGolden(matmulOp, new URL("./matmul.golden.json", import.meta.url));

const extent = fc.integer({ min: 1, max: 40 });
const batch = fc.constantFrom([], [1], [3], [2, 3], [1, 3], [2, 1], [2, 2, 3], [2, 1, 3]);

describe("matmul", () => {
  test("any shapes agree with the definition, and their pullbacks with it", async () => {
    const device = await testDevice();
    const calls = fc
      .record({
        m: extent,
        k: extent,
        n: extent,
        left: batch,
        right: batch,
        kernels: fc.constantFrom<KernelClass>("plain", "software", "gpu"),
      })
      .map(({ m, k, n, left, right, kernels }) => ({
        shapes: { a: [...left, m, k], b: [...right, k, n] },
        kernels,
      }))
      .filter(({ shapes }) => {
        try {
          return matmulOp.shape(shapes, {}).length > 0;
        } catch {
          return false;
        }
      });
    await fc.assert(
      fc.asyncProperty(calls, async ({ shapes, kernels }) => {
        const a = uniform(size(shapes.a), 1);
        const b = uniform(size(shapes.b), 2);
        const y = matmulOp.shape(shapes, {});
        const call = { shapes, attrs: {}, y, dtypes: {}, adapter: { ...device.profile, kernels } };
        const dy = uniform(size(y), 3);
        const launches = [
          ...matmulOp.forward(call),
          ...matmulOp.backward.a!(call),
          ...matmulOp.backward.b!(call),
        ];
        const made = await runLaunches(device, {}, launches, { a, b, dy }, ["y", "da", "db"]);
        const define = (values: { a: Float64Array; b: Float64Array }) =>
          contract.reference(values, shapes as never, {});
        expect(relativeError(made["y"]!, define({ a, b }))).toBeLessThan(1e-5);
        // Linear in each operand, so the product with a direction is the directional derivative.
        const u = uniform(a.length, 4);
        const v = uniform(b.length, 5);
        const { da, db } = made;
        expect(Math.abs(dot(da!, u) - dot(dy, define({ a: u, b })))).toBeLessThan(1e-5 * norm(da!) * norm(u));
        expect(Math.abs(dot(db!, v) - dot(dy, define({ a, b: v })))).toBeLessThan(1e-5 * norm(db!) * norm(v));
      }),
      { numRuns: 25, seed: 11 },
    );
  });

  test("NaN and infinity propagate", async () => {
    const device = await testDevice();
    using a = tensor(device, [Number.NaN, 1, 0, 1, 0, 0], [3, 2]);
    using b = tensor(device, [1, 0, Number.POSITIVE_INFINITY, 2], [2, 2]);
    using y = matmul(a, b);
    expect([...(await y.read())]).toEqual([NaN, NaN, Infinity, 2, NaN, 0]);
  });

  test("a long sum keeps its digits", async () => {
    const device = await testDevice();
    const k = 100_000;
    using a = tensor(device, new Float32Array(k).fill(1.1), [1, k]);
    using b = tensor(device, new Float32Array(k).fill(0.7), [k, 1]);
    using y = matmul(a, b);
    const exact = k * Math.fround(1.1) * Math.fround(0.7);
    expect(Math.abs((await y.item()) / exact - 1)).toBeLessThan(3e-6); // one running sum: 2e-4
  });
});
