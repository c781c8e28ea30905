import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./cosine-loss.contract.ts";
import { cosineLossOp } from "./cosine-loss.ts";
import { cosineLoss } from "./index.ts";

testOp(contract);
testGolden(cosineLossOp, new URL("./cosine-loss.golden.json", import.meta.url), { dtypes: { mask: "u8" } });

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

type Vector = readonly [number, number, number];

/** The loss and its gradient over a row of pixels, each given as a vector; zeros without their sign. */
async function lossOf(x: readonly Vector[], target: readonly Vector[], valid: readonly number[]) {
  const planes = (vectors: readonly Vector[]) => [0, 1, 2].flatMap((c) => vectors.map((v) => v[c]!));
  const shape = [1, 3, 1, x.length];
  using a = tensor(device, planes(x), shape, { requiresGrad: true });
  using b = tensor(device, planes(target), shape);
  using mask = tensor(device, Uint8Array.from(valid), [1, 1, x.length]);
  using y = cosineLoss(a, b, mask);
  const [dx] = gradients(y, [a]);
  const flat = await dx!.read();
  dx!.dispose();
  const gradient = x.map((_, i) => [0, 1, 2].map((c) => flat[c * x.length + i]! + 0));
  return { loss: await y.item(), gradient };
}

describe("cosineLoss", () => {
  test("0 along the target whatever the length, 1 across it, 2 against it", async () => {
    const up: Vector = [0, 0, 1];
    for (const [x, loss] of [
      [[0, 0, 7], 0],
      [[1e-6, 0, 0], 1],
      [[0, 0, -1e4], 2],
    ] as const)
      expect((await lossOf([x], [up], [1])).loss).toBe(loss);
    const { gradient } = await lossOf([[0, 2, 0]], [up], [1]);
    expect(gradient).toEqual([[0, 0, -0.5]]);
  });

  test("a normal whose components sum to 0 counts", async () => {
    const across: Vector = [Math.SQRT1_2, -Math.SQRT1_2, 0];
    const { loss } = await lossOf(
      [
        [0, 0, 1],
        [0, 0, 1],
      ],
      [across, [0, 0, 1]],
      [1, 1],
    );
    expect(loss).toBe(0.5);
  });

  test("what lies outside the mask counts in no way, whatever it holds", async () => {
    const { loss, gradient } = await lossOf(
      [
        [0, 2, 0],
        [nan, 0, infinity],
        [1, 1, 1],
      ],
      [
        [0, 0, 1],
        [0, 0, 1],
        [nan, nan, infinity],
      ],
      [255, 0, 0],
    );
    expect(loss).toBe(1);
    expect(gradient).toEqual([
      [0, 0, -0.5],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test("without a valid pixel the loss and the gradient are 0", async () => {
    expect(await lossOf([[1, nan, 2]], [[0, 0, 0]], [0])).toEqual({ loss: 0, gradient: [[0, 0, 0]] });
  });

  test("a prediction of zeros costs 1, and its gradient is finite", async () => {
    const { loss, gradient } = await lossOf([[0, 0, 0]], [[0, 0.6, 0.8]], [1]);
    expect(loss).toBe(1);
    expect(relativeError(gradient[0]!, [0, -0.6e12, -0.8e12])).toBeLessThan(1e-6);
  });

  test("a prediction shorter than 1e-12 is divided by that, not by its length", async () => {
    const { loss, gradient } = await lossOf([[0, 0, 5e-13]], [[0, 0.6, 0.8]], [1]);
    expect(loss).toBeCloseTo(0.6, 6);
    expect(relativeError(gradient[0]!, [0, -0.6e12, -0.8e12])).toBeLessThan(1e-6);
  });

  test("a NaN at a valid pixel makes the loss NaN, and the gradient there", async () => {
    const { loss, gradient } = await lossOf(
      [
        [0, nan, 0],
        [0, 1, 0],
      ],
      [
        [0, 0, 1],
        [0, 1, 0],
      ],
      [1, 1],
    );
    expect(loss).toBeNaN();
    expect(gradient).toEqual([
      [nan, nan, nan],
      [0, 0, 0],
    ]);
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 3 * 33 * 35, 1)), [2, 3, 33, 35]);
    const run = async () => {
      using y = cosineLoss(x, x);
      return y.item();
    };
    expect(await run()).toBe(await run());
  });
});
