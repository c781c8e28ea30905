import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { TypedArray } from "../../dtype.ts";
import type { Shape } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { integers, relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./cross-entropy2d.contract.ts";
import { type CrossEntropy2dOptions, crossEntropy2dOp } from "./cross-entropy2d.ts";
import { crossEntropy2d } from "./index.ts";

testOp(contract);
for (const labels of ["i32", "u8"] as const)
  describe(`${labels} labels`, () => {
    testGolden(crossEntropy2dOp, new URL("./cross-entropy2d.golden.json", import.meta.url), {
      dtypes: { labels },
    });
  });

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** The loss and the gradient of the logits, `[N, C, H, W]`. */
async function lossOf(
  logits: readonly number[],
  labels: TypedArray,
  shape: Shape,
  options?: CrossEntropy2dOptions,
): Promise<{ loss: number; dlogits: number[] }> {
  const [N, , H, W] = shape as readonly [number, number, number, number];
  using x = tensor(device, logits, shape, { requiresGrad: true });
  using t = tensor(device, labels, [N, H, W]);
  using y = crossEntropy2d(x, t, options);
  const [dx] = gradients(y, [x]);
  const result = { loss: await y.item(), dlogits: [...(await dx!.read())] };
  dx!.dispose();
  return result;
}

describe("crossEntropy2d", () => {
  test("equal logits of C classes cost log C", async () => {
    const { loss, dlogits } = await lossOf([3, 3, 3, 3], Int32Array.of(2), [1, 4, 1, 1]);
    expect(loss).toBeCloseTo(Math.log(4), 6);
    expect(relativeError(dlogits, [0.25, 0.25, -0.75, 0.25])).toBeLessThan(1e-6);
  });

  test("without a labelled pixel the loss and the gradient are 0", async () => {
    const logits = [1, 2, nan, 4];
    for (const reduction of ["mean", "sum"] as const)
      for (const labelSmoothing of [0, 0.1])
        expect(
          await lossOf(logits, Uint8Array.of(255, 255), [1, 2, 1, 2], {
            ignoreIndex: 255,
            reduction,
            labelSmoothing,
          }),
        ).toEqual({ loss: 0, dlogits: [0, 0, 0, 0] });
  });

  test("each pixel's loss stands alone: 0 where ignored, NaN where the label is no class", async () => {
    const { y, shape, gradients } = await evaluate(
      ({ x, labels }) => crossEntropy2d(x, labels, { ignoreIndex: 255, reduction: "none" }),
      {
        x: [
          [0, nan, 1, 0, 1, 1],
          [1, 2, 1, 3],
        ],
        labels: [Uint8Array.of(0, 255, 7), [1, 1, 3]],
      },
      [2, 3, 5],
    );
    expect(shape).toEqual([1, 1, 3]);
    expect(relativeError(y.slice(0, 2), [Math.LN2, 0])).toBeLessThan(1e-6);
    expect(y[2]).toBeNaN();
    expect(gradients["x"]).toEqual([-1, 0, nan, 1, 0, nan]);
  });

  test("smoothed labels pull towards all classes alike, one ruled out infinitely hard", async () => {
    const { loss, dlogits } = await lossOf([0, 0, 0, 0], Int32Array.of(1), [1, 4, 1, 1], {
      labelSmoothing: 0.4,
    });
    expect(loss).toBeCloseTo(Math.log(4), 6);
    expect(relativeError(dlogits, [0.15, -0.45, 0.15, 0.15])).toBeLessThan(1e-6);
    const ruledOut = await lossOf([1, 1, -infinity], Int32Array.of(0), [1, 3, 1, 1], { labelSmoothing: 0.3 });
    expect(ruledOut.loss).toBe(infinity);
    expect(relativeError(ruledOut.dlogits, [-0.3, 0.4, -0.1])).toBeLessThan(1e-6);
  });

  test("classes of weight 0 cost 0", async () => {
    using weight = tensor(device, [0, 1], [2]);
    const { loss, dlogits } = await lossOf([1, 2, 3, 5], Int32Array.of(0, 0), [1, 2, 1, 2], { weight });
    expect(loss).toBe(0);
    expect(dlogits.map(Math.abs)).toEqual([0, 0, 0, 0]);
  });

  test("a label that is no class makes the loss NaN, and the gradient at its pixel", async () => {
    for (const wrong of [3, -1, 2 ** 31 - 1, -(2 ** 31)]) {
      const { loss, dlogits } = await lossOf([1, 1, 1, 1, 1, 1], Int32Array.of(0, wrong), [1, 3, 1, 2]);
      expect(loss).toBeNaN();
      expect(dlogits.filter((_, i) => i % 2 === 1)).toEqual([nan, nan, nan]);
      expect(dlogits.filter((_, i) => i % 2 === 0).every(Number.isFinite)).toBe(true);
    }
    const { loss } = await lossOf([1, 1, 1, 1, 1, 1], Uint8Array.of(0, 3), [1, 3, 1, 2]);
    expect(loss).toBeNaN();
    const alone = await lossOf([1, 1, 1], Uint8Array.of(9), [1, 3, 1, 1]);
    expect(alone.loss).toBeNaN();
  });

  test("logits of 10,000 lose no digits", async () => {
    const { loss, dlogits } = await lossOf([1e4, 1e4 + 1, -1e4], Int32Array.of(0), [1, 3, 1, 1]);
    const wrong = 1 / (1 + Math.exp(-1));
    expect(loss).toBeCloseTo(Math.log(1 + Math.E), 6);
    expect(relativeError(dlogits, [-wrong, wrong, 0])).toBeLessThan(1e-6);
    expect(await lossOf([1e4, -1e4], Int32Array.of(1), [1, 2, 1, 1])).toEqual({
      loss: 2e4,
      dlogits: [1, -1],
    });
  });

  test("a class ruled out by -Infinity costs nothing, unless it is the label", async () => {
    const { loss, dlogits } = await lossOf([2, 2, -infinity], Int32Array.of(0), [1, 3, 1, 1]);
    expect(loss).toBeCloseTo(Math.log(2), 6);
    expect(relativeError(dlogits, [-0.5, 0.5, 0])).toBeLessThan(1e-6);
    expect((await lossOf([2, 2, -infinity], Int32Array.of(2), [1, 3, 1, 1])).loss).toBe(infinity);
  });

  test("a NaN logit of a labelled pixel makes the loss and its gradient NaN", async () => {
    for (const logits of [
      [nan, 1, 2],
      [1, nan, 2],
      [1, 2, nan],
    ])
      expect(await lossOf(logits, Int32Array.of(1), [1, 3, 1, 1])).toEqual({
        loss: nan,
        dlogits: [nan, nan, nan],
      });
  });

  test("u8 and i32 labels give the same bits, and so do two runs", async () => {
    const shape = [2, 5, 17, 19];
    const logits = [...uniform(2 * 5 * 17 * 19, 1)];
    const labels = integers(2 * 17 * 19, 6, 2).map((label) => (label === 5 ? 255 : label));
    const options = { ignoreIndex: 255 };
    const bytes = await lossOf(logits, Uint8Array.from(labels), shape, options);
    expect(await lossOf(logits, Int32Array.from(labels), shape, options)).toEqual(bytes);
    expect(await lossOf(logits, Uint8Array.from(labels), shape, options)).toEqual(bytes);
  });

  test("the mean over 300,000 pixels keeps its digits", async () => {
    const pixels = 600 * 500;
    using logits = tensor(device, new Float32Array(2 * pixels), [1, 2, 600, 500]);
    using labels = tensor(device, new Uint8Array(pixels), [1, 600, 500]);
    using y = crossEntropy2d(logits, labels);
    expect(Math.abs((await y.item()) / Math.LN2 - 1)).toBeLessThan(1e-6);
  });

  test("refuses labels of floating-point numbers", () => {
    using logits = tensor(device, [1, 2], [1, 2, 1, 1]);
    using labels = tensor(device, [1], [1, 1, 1]);
    expect(() => crossEntropy2d(logits, labels)).toThrow(
      "crossEntropy2d: expected labels of i32 or u8; got labels f32",
    );
  });
});
