import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./cumsum.contract.ts";
import { cumsumOp } from "./cumsum.ts";
import { cumsum } from "./index.ts";

testOp(contract);
testGolden(cumsumOp, new URL("./cumsum.golden.json", import.meta.url));

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("cumsum", () => {
  test("a line of a million keeps its digits from end to end", async () => {
    const n = 1_000_003;
    using x = tensor(device, new Float32Array(n).fill(0.1), [n], { requiresGrad: true });
    using y = cumsum(x, 0);
    using dx = gradients(y, [x], { dy: x })[0]!;
    const [sums, slopes] = [await y.read(), await dx.read()];
    for (let j = 0; j < n; j += 997) {
      expect(Math.abs(sums[j]! / ((j + 1) * Math.fround(0.1)) - 1)).toBeLessThan(5e-7);
      expect(Math.abs(slopes[j]! / ((n - j) * Math.fround(0.1)) - 1)).toBeLessThan(5e-7);
    }
  });

  test("infinities and NaN stay from where they come on", async () => {
    using x = tensor(device, [1, inf, 2, -inf, nan, 3], [6]);
    expect([...(await cumsum(x, 0).read())]).toEqual([1, inf, inf, nan, nan, nan]);
    const data = new Float32Array(300).fill(1);
    data[100] = inf;
    using long = tensor(device, data, [300]);
    const made = await cumsum(long, 0).read();
    expect(made.every((value, j) => value === (j < 100 ? j + 1 : inf))).toBe(true);
  });

  test("agrees with its definition along any axis", async () => {
    const extent = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 60, max: 140 }));
    const call = fc.array(extent, { minLength: 1, maxLength: 3 }).chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        dim: fc.integer({ min: -shape.length, max: shape.length - 1 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(call, async ({ shape, dim }) => {
        const elements = shape.reduce((product, n) => product * n, 1);
        if (elements > 50_000) return;
        const values = uniform(elements, 3);
        using x = tensor(device, Float32Array.from(values), shape);
        using y = cumsum(x, dim);
        const expected = contract.reference({ x: values }, { x: shape as never }, { dim });
        expect(relativeError(await y.read(), expected)).toBeLessThan(1e-6);
      }),
      { numRuns: 15 },
    );
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(10_007, 4)), [10_007]);
    expect(await cumsum(x, 0).read()).toEqual(await cumsum(x, 0).read());
  });
});
