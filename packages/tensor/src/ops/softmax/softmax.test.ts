import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { logSoftmax, softmax } from "./index.ts";
import { contracts } from "./softmax.contract.ts";
import { logSoftmaxOp, softmaxOp } from "./softmax.ts";

for (const contract of contracts) testOp(contract);
testGolden(softmaxOp, new URL("./softmax.golden.json", import.meta.url));
testGolden(logSoftmaxOp, new URL("./log-softmax.golden.json", import.meta.url));

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** The value of a row, and the gradient for the cotangent 1, 0, 0, …; zeros without their sign. */
async function rowOf(f: typeof softmax, row: readonly number[]) {
  using x = tensor(device, row, [1, row.length], { requiresGrad: true });
  using dy = tensor(device, [1, ...row.slice(1).fill(0)], [1, row.length]);
  using y = f(x, 1);
  const [dx] = gradients(y, [x], { dy });
  const made = { y: [...(await y.read())], dx: Array.from(await dx!.read(), (value) => value + 0) };
  dx!.dispose();
  return made;
}

describe("softmax and logSoftmax", () => {
  test("values of 10,000 neither overflow nor lose digits", async () => {
    const small = await rowOf(softmax, [0, 1, -1]);
    expect(await rowOf(softmax, [1e4, 1e4 + 1, 1e4 - 1])).toEqual(small);
    expect((await rowOf(softmax, [1e4, -1e4])).y).toEqual([1, 0]);
    expect((await rowOf(logSoftmax, [1e4, -1e4])).y).toEqual([0, -2e4]);
    const { y, dx } = await rowOf(logSoftmax, [-1e4, -1e4, -3e4]);
    expect(relativeError(y, [-Math.LN2, -Math.LN2, -2e4 - Math.LN2])).toBeLessThan(1e-6);
    expect(relativeError(dx, [0.5, -0.5, 0])).toBeLessThan(1e-6);
  });

  test("-Infinity has probability 0", async () => {
    expect(await rowOf(softmax, [2, 2, -infinity])).toEqual({ y: [0.5, 0.5, 0], dx: [0.25, -0.25, 0] });
    const { y, dx } = await rowOf(logSoftmax, [2, 2, -infinity]);
    expect(y[2]).toBe(-infinity);
    expect(relativeError(y.slice(0, 2), [-Math.LN2, -Math.LN2])).toBeLessThan(1e-6);
    expect(relativeError(dx, [0.5, -0.5, 0])).toBeLessThan(1e-6);
  });

  test("a row of nothing but -Infinity, or with Infinity or NaN, is NaN", async () => {
    for (const f of [softmax, logSoftmax])
      for (const row of [
        [-infinity, -infinity],
        [nan, 1],
        [1, nan],
      ])
        expect(await rowOf(f, row)).toEqual({ y: [nan, nan], dx: [nan, nan] });
    expect((await rowOf(softmax, [1, infinity])).y).toEqual([nan, nan]);
  });

  test("probabilities sum to 1, and the gradient of a common shift is 0", async () => {
    const finite = fc.float({ min: -50, max: 50, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.array(finite, { minLength: 1, maxLength: 90 }), async (row) => {
        const { y, dx } = await rowOf(softmax, row);
        expect(y.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
        expect(dx.reduce((sum, g) => sum + g, 0)).toBeCloseTo(0, 5);
      }),
      { numRuns: 20 },
    );
  });

  test("a softmax over 200,000 elements keeps its digits", async () => {
    using x = tensor(device, new Float32Array(200_000), [200_000]);
    using y = softmax(x, 0);
    expect(Math.abs((await y.read())[0]! * 200_000 - 1)).toBeLessThan(2e-6);
  });

  test("two runs give the same bits", async () => {
    const row = [...uniform(301, 1)];
    expect(await rowOf(softmax, row)).toEqual(await rowOf(softmax, row));
  });
});
