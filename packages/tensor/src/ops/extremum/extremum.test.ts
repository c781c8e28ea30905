import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { full, tensor } from "../../create.ts";
import type { Tensor } from "../../tensor.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { sum } from "../reduce/index.ts";
import { extremesOps } from "./amax.ts";
import { argumentOps } from "./argmax.ts";
import { argumentContracts, extremesContracts, lineContracts } from "./extremum.contract.ts";
import { amax, amin, argmax, argmin, max, maxWithIndices, min, minWithIndices } from "./index.ts";
import { lineOps } from "./max.ts";

for (const contract of lineContracts) testOp(contract);
for (const contract of argumentContracts) testOp(contract);
for (const contract of extremesContracts) testOp(contract);
for (const [name, op] of Object.entries({ ...extremesOps, ...lineOps, ...argumentOps }))
  testGolden(op, new URL(`./${name}.golden.json`, import.meta.url));

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

const read = async (x: Tensor) => [...(await x.read())];

/** The extremes of the rows of three, and the gradient for cotangents of 6. */
async function ofRows(f: (x: Tensor) => Tensor, values: readonly number[]) {
  using x = tensor(device, values, [values.length / 3, 3], { requiresGrad: true });
  using y = f(x);
  using dy = full(device, y.shape, 6);
  using dx = gradients(y, [x], { dy })[0]!;
  return { y: await read(y), dx: await read(dx) };
}

describe("extremes", () => {
  const rows = [
    [1, 3, 3],
    [nan, 2, nan],
    [inf, inf, 1],
    [-inf, -inf, -inf],
    [2, 0, nan],
  ].flat();

  test("of equal elements each gets its share, or the first all; a NaN spoils its row and no other", async () => {
    const spoilt = [nan, nan, nan];
    expect(await ofRows((x) => amax(x, { dim: 1 }), rows)).toEqual({
      y: [3, nan, inf, -inf, nan],
      dx: [[0, 3, 3], spoilt, [3, 3, 0], [2, 2, 2], spoilt].flat(),
    });
    expect(await ofRows((x) => amin(x, { dim: 1 }), rows)).toEqual({
      y: [1, nan, 1, -inf, nan],
      dx: [[6, 0, 0], spoilt, [0, 0, 6], [2, 2, 2], spoilt].flat(),
    });
    expect(await ofRows((x) => max(x, { dim: 1 }), rows)).toEqual({
      y: [3, nan, inf, -inf, nan],
      dx: [
        [0, 6, 0],
        [6, 0, 0],
        [6, 0, 0],
        [6, 0, 0],
        [0, 0, 6],
      ].flat(),
    });
    expect(await ofRows((x) => min(x, { dim: 1 }), rows)).toEqual({
      y: [1, nan, 1, -inf, nan],
      dx: [
        [6, 0, 0],
        [6, 0, 0],
        [0, 0, 6],
        [6, 0, 0],
        [0, 0, 6],
      ].flat(),
    });
  });

  test("places are those of the first, and of the first NaN", async () => {
    using x = tensor(device, rows, [5, 3]);
    expect(await read(argmax(x, { dim: 1 }))).toEqual([1, 0, 0, 0, 2]);
    expect(await read(argmin(x, { dim: 1 }))).toEqual([0, 0, 2, 0, 2]);
    expect([await argmax(x).item(), await argmin(x).item()]).toEqual([3, 3]);
    expect(argmax(x).dtype).toBe("i32");
    for (const f of [maxWithIndices, minWithIndices]) {
      const [y, indices] = f(x, { dim: 1 });
      expect(await read(y)).toEqual((f === maxWithIndices ? [3, nan, inf] : [1, nan, 1]).concat(-inf, nan));
      expect(await read(indices)).toEqual(f === maxWithIndices ? [1, 0, 0, 0, 2] : [0, 0, 2, 0, 2]);
    }
  });

  test("of equal elements in many chunks the first is taken", async () => {
    const data = new Float32Array(100_000).fill(1);
    for (const [value, at] of [
      [5, [40_961, 77_777, 99_999]],
      [nan, [512, 513, 70_000]],
      [-inf, [8, 99_992]],
    ] as const) {
      const values = data.slice();
      for (const place of at) values[place] = value;
      using x = tensor(device, values, [values.length]);
      using place = value < 0 ? argmin(x) : argmax(x);
      expect(await place.item()).toBe(at[0]);
    }
  });

  test("70,000 ties share alike", async () => {
    using x = full(device, [70_000], 3, { requiresGrad: true });
    using y = amax(x);
    using dx = gradients(y, [x])[0]!;
    expect(new Set(await dx.read())).toEqual(new Set([Math.fround(1 / 70_000)]));
  });

  test("a cotangent is spread whole, whatever the axes and the ties", async () => {
    const axes = fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.boolean()), {
      minLength: 1,
      maxLength: 5,
    });
    await fc.assert(
      fc.asyncProperty(axes, fc.boolean(), async (made, keepdim) => {
        const shape = made.map(([extent]) => extent);
        const dim = made.flatMap(([, reduced], axis) => (reduced ? [axis] : []));
        if (dim.length === 0) return;
        const elements = shape.reduce((product, extent) => product * extent, 1);
        const values = Float32Array.from({ length: elements }, (_, i) => (i * 7) % 4);
        using x = tensor(device, values, shape, { requiresGrad: true });
        using y = amax(x, { dim, keepdim });
        using dy = tensor(
          device,
          Float32Array.from({ length: y.size }, (_, i) => i + 1),
          y.shape,
        );
        using dx = gradients(y, [x], { dy })[0]!;
        using arrived = sum(dx, { dim, keepdim });
        expect(arrived.shape).toEqual(y.shape);
        for (const [i, value] of (await arrived.read()).entries()) expect(value).toBeCloseTo(i + 1, 4);
      }),
      { numRuns: 15 },
    );
  });
});
