import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Shape, size } from "../../shape.ts";
import { coordinatesOf, placeOf } from "../../testing/coordinates.ts";
import { testDevice } from "../../testing/device.ts";
import { runLaunches } from "../../testing/run-launches.ts";
import { integers, relativeError, uniform } from "../../testing/vectors.ts";
import { addByScan } from "./add-by-scan.ts";
import { addBySort } from "./add-by-sort.ts";
import { isScanned } from "./add-launches.ts";
import { type Adding, addingEach, addingSlices } from "./adding.ts";

const device = await testDevice();
const ways = { addByScan, addBySort };

/** The definition: every value goes where its index says, if there is such a place. */
function define({ shape, axis, count, ...along }: Adding, index: Float64Array, values: Float64Array) {
  const sums = new Float64Array(size(shape));
  for (const place of coordinatesOf(shape.with(axis, count))) {
    const at = (strides: readonly number[]) => place.reduce((sum, j, k) => sum + j * strides[k]!, 0);
    const key = index[at(along.index)]!;
    if (key >= 0 && key < shape[axis]!)
      sums[placeOf(place.with(axis, key), shape)]! += values[at(along.values)]!;
  }
  return sums;
}

async function compare(adding: Adding, sizeOfIndex: number, sizeOfValues: number, seed: number) {
  // From −1 to the extent: one at either end is beyond the axis.
  const extent = adding.shape[adding.axis]!;
  const index = integers(sizeOfIndex, extent + 2, seed).map((k) => k - 1);
  const values = uniform(sizeOfValues, seed + 1);
  const expected = define(adding, index, values);
  for (const [name, way] of Object.entries(ways)) {
    const launches = way("add", "values", "index", adding, "sums", { index: "i32", values: "f32" });
    const { sums } = await runLaunches(device, { index: "i32" }, launches, { index, values }, ["sums"]);
    expect(relativeError(sums!, expected), name).toBeLessThan(1e-6);
  }
}

/** Places along the axis: a run of them is 16. */
const places = fc.integer({ min: 1, max: 50 });
const extents = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 });

/** As often above 64 entries, which is a chunk, as below. */
const count = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 13, max: 300 }));

describe("sums by scanning and by sorting", () => {
  test("agree with the definition where each value has its index", async () => {
    const calls = fc.record({
      x: extents,
      dim: fc.nat(3),
      places,
      count,
      more: fc.nat(2),
      fewer: fc.nat(1),
      seed: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(calls, async ({ x: shape, dim, places, count, more, fewer, seed }) => {
        const axis = dim % shape.length;
        const x = shape.with(axis, places);
        const index: Shape = x.map((extent) => Math.max(1, extent - fewer)).with(axis, count);
        const values = index.map((extent) => extent + more);
        await compare(addingEach(x, axis, index, values), size(index), size(values), seed);
      }),
      { numRuns: 30 },
    );
  });

  test("agree with the definition where slices share an index", async () => {
    const calls = fc.record({ x: extents, dim: fc.nat(3), places, count, seed: fc.nat() });
    await fc.assert(
      fc.asyncProperty(calls, async ({ x: shape, dim, places, count, seed }) => {
        const axis = dim % shape.length;
        const x = shape.with(axis, places);
        await compare(addingSlices(x, axis, count), count, size(x.with(axis, count)), seed);
      }),
      { numRuns: 30 },
    );
  });

  test("the classes of pixels are scanned, long lists and many places are sorted", () => {
    const each = (lines: number, places: number, count: number) =>
      isScanned(addingEach([lines, places], 1, [lines, count], [lines, count]));
    expect(each(100_000, 19, 1)).toBe(true);
    expect(each(100_000, 19, 64)).toBe(true);
    expect(each(100_000, 1000, 1)).toBe(true);
    expect(each(100_000, 1000, 8)).toBe(false);
    expect(each(1, 19, 500_000)).toBe(false);
    expect(isScanned(addingSlices([4096, 64], 0, 16_384))).toBe(false);
    expect(isScanned(addingSlices([32, 512], 0, 1000))).toBe(false);
    expect(isScanned(addingSlices([8, 64], 0, 20))).toBe(true);
  });
});
