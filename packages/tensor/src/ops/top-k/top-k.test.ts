import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { size } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { chooseByRounds } from "./choose-by-rounds.ts";
import { chooseBySort } from "./choose-by-sort.ts";
import { topK } from "./index.ts";
import { linesOf } from "./lines.ts";
import { topKContract } from "./top-k.contract.ts";
import { isSorted, topKOp } from "./top-k.ts";

const golden = new URL("./top-k.golden.json", import.meta.url);
testOp(topKContract);
testGolden(topKOp, golden);

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Places in the order wanted, as PyTorch's but for equal elements: NaN above all, −0 as 0, the first place first. */
function ordered(line: readonly number[], largest: boolean): number[] {
  const compare = (a: number, b: number) =>
    (Number.isNaN(a) ? 1 : 0) - (Number.isNaN(b) ? 1 : 0) || a - b || 0;
  const rise = (i: number, j: number) => compare(line[i]!, line[j]!);
  return [...line.keys()].sort((i, j) => (largest ? rise(j, i) : rise(i, j)) || i - j);
}

describe("topK", () => {
  test("by rounds and by sorting: any lines, with equal elements, infinities and NaN", async () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.constantFrom(nan, infinity, -infinity, -0, 1e-40),
    );
    const calls = fc.record({
      outer: fc.integer({ min: 1, max: 3 }),
      inner: fc.integer({ min: 1, max: 3 }),
      line: fc.array(value, { minLength: 1, maxLength: 40 }),
      times: fc.constantFrom(1, 1, 30),
      ranks: fc.nat(50),
      largest: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(calls, async ({ outer, inner, line, times, ranks, largest }) => {
        // Every line is the first one, turned by so many places.
        const extent = line.length * times;
        const lines = Array.from({ length: outer * inner }, (_, i) =>
          Array.from({ length: extent }, (_, j) => line[(i + j) % line.length]!),
        );
        const x = Float64Array.from({ length: outer * extent * inner }, (_, i) => {
          const place = Math.floor(i / inner) % extent;
          return lines[Math.floor(i / (extent * inner)) * inner + (i % inner)]![place]!;
        });
        const shape = [outer, 1 + (ranks % extent), inner];
        const wanted = { largest, dtype: "f32" } as const;
        const sorted = lines.map((own) => ordered(own, largest));
        const expected = Float64Array.from({ length: size(shape) }, (_, i) => {
          const rank = Math.floor(i / inner) % shape[1]!;
          return sorted[Math.floor(i / (shape[1]! * inner)) * inner + (i % inner)]![rank]!;
        });
        for (const choose of [chooseByRounds, chooseBySort]) {
          const launches = choose("x", linesOf([outer, extent, inner], 1, shape[1]!), wanted, "y", shape);
          const { y } = await runLaunches(device, {}, launches, { x }, ["y"]);
          expect([...y!], choose.name).toEqual([...expected]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("indices are PyTorch's", async () => {
    for (const { attrs, inputs, indices: places } of JSON.parse(readFileSync(golden, "utf8")).cases) {
      using x = tensor(device, inputs.x.data, inputs.x.shape);
      const [values, indices] = topK(x, attrs.k, attrs);
      expect([indices.dtype, indices.shape]).toEqual(["u32", places.shape]);
      expect([...(await indices.read())]).toEqual(places.data);
      for (const made of [values, indices]) made.dispose();
    }
  });

  test("NaN first of the largest and last of the smallest, as PyTorch has them, each with its gradient", async () => {
    using x = tensor(device, [1, nan, 3, -infinity, infinity], [5], { requiresGrad: true });
    using dy = tensor(device, [1, 2, 3, 4, 5], [5]);
    const run = async (largest: boolean) => {
      const [y, indices] = topK(x, 5, { largest });
      using dx = gradients(y, [x], { dy })[0]!;
      const read = [[...(await y.read())], [...(await indices.read())], [...(await dx.read())]];
      for (const made of [y, indices]) made.dispose();
      return read;
    };
    expect(await run(true)).toEqual([
      [nan, infinity, 3, 1, -infinity],
      [1, 4, 2, 0, 3],
      [4, 1, 3, 5, 2],
    ]);
    expect(await run(false)).toEqual([
      [-infinity, 1, 3, infinity, nan],
      [3, 0, 2, 4, 1],
      [2, 5, 3, 1, 4],
    ]);
  });

  test("NaN of either sign is above all, chosen in rounds or sorted", async () => {
    const values = new Float32Array(2000).map((_, i) => (i % 7) - 3);
    new Uint32Array(values.buffer).set([0xffc00000, 0x7fc00000], 100);
    using x = tensor(device, values, [2000]);
    for (const k of [3, 200]) {
      const [y, indices] = topK(x, k);
      expect([...(await indices.read())].slice(0, 3)).toEqual([100, 101, 6]);
      for (const made of [y, indices]) made.dispose();
      const [least, places] = topK(x, k, { largest: false });
      expect([...(await places.read())].slice(0, 3)).toEqual([0, 7, 14]);
      for (const made of [least, places]) made.dispose();
    }
  });

  test("of a long line, in several rounds and sorted", async () => {
    const n = 300_000;
    const values = Float32Array.from(uniform(n, 1));
    using x = tensor(device, values, [n]);
    const expected = [...values].sort((a, b) => b - a);
    for (const k of [9, 200]) {
      const [y, indices] = topK(x, k);
      expect([...(await y.read())]).toEqual(expected.slice(0, k));
      for (const made of [y, indices]) made.dispose();
    }
    expect(isSorted(linesOf([n], 0, 9))).toBe(false);
    expect(isSorted(linesOf([n], 0, 200))).toBe(true);
  });

  test("leaves nothing behind, and refuses integers", () => {
    const { usedBytes } = device.stats;
    using x = tensor(device, [1, 2, 3], [3]);
    for (const made of topK(x, 2)) made.dispose();
    using integers = tensor(device, Int32Array.of(1), [1]);
    expect(() => topK(integers, 1)).toThrow("topK: expected x of f32 or f16; got x i32");
    for (const made of [x, integers]) made.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
  });
});
