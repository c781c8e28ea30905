import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { KernelClass } from "../../device/adapter.ts";
import { broadcast, size } from "../../shape.ts";
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

/** The shape of a stack of matrices that are held as they are, or transposed. */
const held = (stack: readonly number[], first: number, second: number, transposed: boolean) =>
  transposed ? [...stack, second, first] : [...stack, first, second];

describe("matmul", () => {
  test("any shapes agree with the definition, and their pullbacks with it", async () => {
    const device = await testDevice();
    const calls = fc
      .record({
        m: extent,
        k: extent,
        n: extent,
        left: fc.option(batch, { freq: 4 }),
        right: fc.option(batch, { freq: 4 }),
        attrs: fc.record({ transposeA: fc.boolean(), transposeB: fc.boolean() }),
        kernels: fc.constantFrom<KernelClass>("plain", "software", "gpu"),
      })
      .map(({ m, k, n, left, right, attrs, kernels }) => ({
        shapes: {
          a: left ? held(left, m, k, attrs.transposeA) : [k],
          b: right ? held(right, k, n, attrs.transposeB) : [k],
        },
        attrs,
        kernels,
      }))
      .filter(({ shapes: { a, b } }) => broadcast(a.slice(0, -2), b.slice(0, -2)) !== null);
    await fc.assert(
      fc.asyncProperty(calls, async ({ shapes, attrs, kernels }) => {
        const a = uniform(size(shapes.a), 1);
        const b = uniform(size(shapes.b), 2);
        const y = matmulOp.shape(shapes, attrs);
        const call = { shapes, attrs, y, dtypes: {}, adapter: { ...device.profile, kernels } };
        const dy = uniform(size(y), 3);
        const launches = [
          ...matmulOp.forward(call),
          ...matmulOp.backward.a!(call),
          ...matmulOp.backward.b!(call),
        ];
        const made = await runLaunches(device, {}, launches, { a, b, dy }, ["y", "da", "db"]);
        const define = (values: { a: Float64Array; b: Float64Array }) =>
          contract.reference(values, shapes as never, attrs);
        expect(relativeError(made["y"]!, define({ a, b }))).toBeLessThan(1e-5);
        // Linear in each operand, so the product with a direction is the directional derivative.
        const u = uniform(a.length, 4);
        const v = uniform(b.length, 5);
        const { da, db } = made;
        expect(Math.abs(dot(da!, u) - dot(dy, define({ a: u, b })))).toBeLessThan(1e-5 * norm(da!) * norm(u));
        expect(Math.abs(dot(db!, v) - dot(dy, define({ a, b: v })))).toBeLessThan(1e-5 * norm(db!) * norm(v));
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  test("batch axes that repeat in many ways are expanded first", async () => {
    const device = await testDevice();
    const shapes = { a: [2, 1, 2, 1, 2, 1, 2, 3], b: [1, 2, 1, 2, 1, 2, 3, 2] };
    const values = { a: uniform(size(shapes.a), 1), b: uniform(size(shapes.b), 2) };
    using a = tensor(device, Float32Array.from(values.a), shapes.a, { requiresGrad: true });
    using b = tensor(device, Float32Array.from(values.b), shapes.b, { requiresGrad: true });
    using y = matmul(a, b);
    const expected = contract.reference(values, shapes as never, {});
    expect(y.shape).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
    expect(relativeError(await y.read(), expected)).toBeLessThan(1e-6);
    using dy = tensor(device, Float32Array.from(expected), y.shape);
    const [da, db] = gradients(y, [a, b], { dy });
    // y is linear in each operand: ⟨y, y⟩ = ⟨da, a⟩ = ⟨db, b⟩.
    const square = dot(expected, expected);
    expect(dot(await da!.read(), values.a) / square).toBeCloseTo(1, 5);
    expect(dot(await db!.read(), values.b) / square).toBeCloseTo(1, 5);
  });

  test("NaN and infinity propagate", async () => {
    const device = await testDevice();
    using a = tensor(device, [Number.NaN, 1, 0, 1, 0, 0], [3, 2]);
    using b = tensor(device, [1, 0, Number.POSITIVE_INFINITY, 2], [2, 2]);
    using y = matmul(a, b);
    expect([...(await y.read())]).toEqual([NaN, NaN, Infinity, 2, NaN, 0]);
  });

  test("a long sum keeps its digits, twice with the same bits", async () => {
    const device = await testDevice();
    const k = 1_000_000;
    const values = [5, 6].map((seed) => Float32Array.from(uniform(k, seed), (value) => value + 1.1));
    using a = tensor(device, values[0]!, [1, k]);
    using b = tensor(device, values[1]!, [k, 1]);
    const first = await matmul(a, b).item();
    expect(Math.abs(first / dot(values[0]!, values[1]!) - 1)).toBeLessThan(1e-6); // one running sum: 2e-4
    expect(await matmul(a, b).item()).toBe(first);
  });

  test("so does the gradient of an operand that is broadcast to many", async () => {
    const device = await testDevice();
    const batch = 40_000;
    using a = tensor(device, [1.1, 1.1, 1.1, 1.1], [2, 2], { requiresGrad: true });
    using b = tensor(device, new Float32Array(batch * 6).fill(0.7), [batch, 2, 3]);
    using y = matmul(a, b);
    using dy = tensor(device, new Float32Array(y.size).fill(1), y.shape);
    const [da] = gradients(y, [a], { dy });
    const exact = 3 * batch * Math.fround(0.7);
    for (const value of await da!.read()) expect(Math.abs(value / exact - 1)).toBeLessThan(1e-6);
  });
});
