import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import type { TypedArray } from "../../dtype.ts";
import type { Shape } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { distance, integers, relativeError, uniform } from "../../testing/vectors.ts";
import { crossEntropy2d } from "../cross-entropy2d/index.ts";
import { contract } from "./focal-loss.contract.ts";
import { focalLossOp } from "./focal-loss.ts";
import { type FocalLossOptions, focalLoss } from "./index.ts";

testOp(contract);
for (const labels of ["i32", "u8"] as const)
  describe(`${labels} labels`, () => {
    testGolden(focalLossOp, new URL("./focal-loss.golden.json", import.meta.url), { dtypes: { labels } });
  });

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

async function lossOf(
  logits: readonly number[],
  labels: TypedArray,
  [N, C, H, W]: readonly [number, number, number, number],
  options: FocalLossOptions = {},
) {
  const pixels: Shape = [N, H, W];
  const { y, gradients } = await evaluate((given) => focalLoss(given.logits, given.labels, options), {
    logits: [logits, [N, C, H, W]],
    labels: [labels, pixels],
  });
  return { loss: y[0]!, dlogits: gradients["logits"]! };
}

describe("focalLoss", () => {
  test("equal logits of two classes cost log 2, a quarter of it at gamma 2", async () => {
    const { loss, dlogits } = await lossOf([3, 3], Int32Array.of(1), [1, 2, 1, 1]);
    expect(loss).toBeCloseTo(Math.LN2 / 4, 6);
    const slope = 0.25 * (1 + 2 * Math.LN2) * 0.5;
    expect(relativeError(dlogits, [slope, -slope])).toBeLessThan(1e-6);
  });

  test("at gamma 0 it is cross-entropy, over any odd shape", async () => {
    const extent = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(extent, extent, extent, extent, fc.nat(), async (N, C, H, W, seed) => {
        const logits = [...uniform(N * C * H * W, seed)].map((value) => 9 * value);
        const labels = Uint8Array.from(integers(N * H * W, C + 1, seed), (v) => (v === C ? 255 : v));
        const focal = await lossOf(logits, labels, [N, C, H, W], { gamma: 0, ignoreIndex: 255 });
        const { y, gradients } = await evaluate(
          (given) => crossEntropy2d(given.logits, given.labels, { ignoreIndex: 255 }),
          { logits: [logits, [N, C, H, W]], labels: [labels, [N, H, W]] },
        );
        // Not relative: of sure predictions cross-entropy does not keep all digits.
        expect(distance([focal.loss], y)).toBeLessThan(1e-5);
        expect(distance(focal.dlogits, gradients["logits"]!)).toBeLessThan(1e-5);
      }),
      { numRuns: 12 },
    );
  });

  test("without a labelled pixel the loss and the gradient are 0", async () => {
    for (const reduction of ["mean", "sum"] as const)
      expect(
        await lossOf([1, 2, nan, 4], Uint8Array.of(255, 255), [1, 2, 1, 2], { ignoreIndex: 255, reduction }),
      ).toEqual({ loss: 0, dlogits: [0, 0, 0, 0] });
  });

  test("an ignored pixel counts in no way, whatever it holds", async () => {
    const clean = await lossOf([1, 2], Uint8Array.of(0), [1, 2, 1, 1]);
    const { loss, dlogits } = await lossOf([1, nan, 2, infinity], Uint8Array.of(0, 255), [1, 2, 1, 2], {
      ignoreIndex: 255,
    });
    expect({ loss, dlogits: [dlogits[0], dlogits[2]] }).toEqual(clean);
    expect([dlogits[1], dlogits[3]]).toEqual([0, 0]);
  });

  test("a label that is no class makes the loss NaN, and the gradient at its pixel", async () => {
    for (const wrong of [2, -1, 2 ** 31 - 1, -(2 ** 31)]) {
      const { loss, dlogits } = await lossOf([1, 1, 1, 1], Int32Array.of(0, wrong), [1, 2, 1, 2]);
      expect(loss).toBeNaN();
      expect([dlogits[1], dlogits[3]]).toEqual([nan, nan]);
      expect([dlogits[0], dlogits[2]].every(Number.isFinite)).toBe(true);
    }
  });

  test("logits of 10,000 cost what they are wrong by, and nothing where they are right, at any gamma", async () => {
    for (const gamma of [0, 0.5, 1, 2, 5]) {
      expect(await lossOf([1e4, -1e4], Int32Array.of(1), [1, 2, 1, 1], { gamma })).toEqual({
        loss: 2e4,
        dlogits: [1, -1],
      });
      expect(await lossOf([1e4, -1e4], Int32Array.of(0), [1, 2, 1, 1], { gamma })).toEqual({
        loss: 0,
        dlogits: [0, 0],
      });
    }
  });

  test("losses keep their digits, of sure predictions and of unsure ones", async () => {
    for (const margin of [9, 1, 0.7, 0.6, -0.3, -4]) {
      const { loss, dlogits } = await lossOf([margin, 0, 0], Int32Array.of(0), [1, 3, 1, 1]);
      const others = 2 * Math.exp(-margin);
      const q = others / (1 + others);
      expect(Math.abs(loss / (q ** 2 * Math.log1p(others)) - 1)).toBeLessThan(5e-6);
      const slope = q ** 2 * (1 + (2 * Math.log1p(others)) / others) * q;
      expect(Math.abs(dlogits[0]! / -slope - 1)).toBeLessThan(5e-6);
    }
  });

  test("a class ruled out by -Infinity costs nothing, unless it is the label", async () => {
    const { loss } = await lossOf([2, 2, -infinity], Int32Array.of(0), [1, 3, 1, 1]);
    expect(loss).toBeCloseTo(Math.LN2 / 4, 6);
    expect(await lossOf([2, 2, -infinity], Int32Array.of(2), [1, 3, 1, 1])).toEqual({
      loss: infinity,
      dlogits: [0.5, 0.5, -1],
    });
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

  test("a number is a factor of all classes alike", async () => {
    const device = await testDevice();
    using alpha = tensor(device, [0.25, 0.25], [2]);
    const call = (value: FocalLossOptions["alpha"]) =>
      lossOf([1, 2, 3, 5], Uint8Array.of(0, 1), [1, 2, 1, 2], { alpha: value! });
    expect(await call(0.25)).toEqual(await call(alpha));
  });

  test("two runs give the same bits", async () => {
    const logits = [...uniform(2 * 5 * 17 * 19, 1)];
    const labels = Uint8Array.from(integers(2 * 17 * 19, 5, 2));
    const run = () => lossOf(logits, labels, [2, 5, 17, 19]);
    expect(await run()).toEqual(await run());
  });
});
