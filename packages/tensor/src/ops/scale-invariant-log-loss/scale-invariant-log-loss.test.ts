import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate, type Given } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { integers, relativeError, uniform } from "../../testing/vectors.ts";
import { type ScaleInvariantLogLossOptions, scaleInvariantLogLoss } from "./index.ts";
import { contract } from "./scale-invariant-log-loss.contract.ts";
import { scaleInvariantLogLossOp } from "./scale-invariant-log-loss-op.ts";

testOp(contract);
testGolden(scaleInvariantLogLossOp, new URL("./scale-invariant-log-loss.golden.json", import.meta.url), {
  dtypes: { mask: "u8" },
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Of one row of pixels in one image. */
const lossOf = async (
  x: readonly number[],
  target: readonly number[],
  options: ScaleInvariantLogLossOptions = {},
  valid: readonly number[] = x.map(() => 1),
) => {
  const shape = [1, 1, 1, x.length];
  const { y, gradients } = await evaluate(
    (given) => scaleInvariantLogLoss(given.x, given.target, { ...options, mask: given.mask }),
    { x: [x, shape], target: [target, shape], mask: [Uint8Array.from(valid), [1, 1, x.length]] },
  );
  return { loss: y[0]!, dx: gradients["x"]!, dtarget: gradients["target"]! };
};

const forms: readonly ScaleInvariantLogLossOptions[] = [
  {},
  { perImage: true },
  { lambda: 0.85, alpha: 10, sqrt: true },
];

describe("scaleInvariantLogLoss", () => {
  test("a common factor costs 1 - lambda of the square of its logarithm", async () => {
    const target = [1, 2, 3, 4];
    const x = target.map((depth) => 2 * depth);
    for (const lambda of [0, 0.5, 1]) {
      const { loss } = await lossOf(x, target, { lambda });
      expect(Math.abs(loss - (1 - lambda) * Math.LN2 ** 2)).toBeLessThan(1e-6);
    }
  });

  test("small spreads about a large common factor keep their digits", async () => {
    const x = [1, 1 + 2 ** -10, 1 - 2 ** -10, 1].map((depth) => 64 * depth);
    const { loss } = await lossOf(x, [1, 1, 1, 1], { lambda: 1 });
    const d = [0, Math.log1p(2 ** -10), Math.log1p(-(2 ** -10)), 0];
    const mean = d.reduce((a, b) => a + b) / 4;
    const variance = d.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4;
    expect(Math.abs(loss / variance - 1)).toBeLessThan(1e-3); // d is 4.16 to a digit of 5e-7
    const alike = await lossOf([1, 1 + 2 ** -20, 1 - 2 ** -20, 1], [1, 1, 1, 1], { lambda: 1 });
    expect(Math.abs(alike.loss / (2 ** -40 / 2) - 1)).toBeLessThan(1e-5);
  });

  test("where the prediction is the target the loss and the gradients are 0, under a root too", async () => {
    for (const options of forms)
      expect(await lossOf([0.5, 2, 3], [0.5, 2, 3], options)).toEqual({
        loss: 0,
        dx: [0, 0, 0],
        dtarget: [0, 0, 0],
      });
  });

  test("what lies outside the mask counts in no way, whatever it holds", async () => {
    for (const options of forms) {
      const clean = await lossOf([1, 2], [3, 1], options);
      const { loss, dx, dtarget } = await lossOf(
        [1, 0, 2, nan, -1],
        [3, 0, 1, infinity, nan],
        options,
        [255, 0, 1, 0, 0],
      );
      expect(loss).toBe(clean.loss);
      expect(dx).toEqual([clean.dx[0], 0, clean.dx[1], 0, 0]);
      expect(dtarget).toEqual([clean.dtarget[0], 0, clean.dtarget[1], 0, 0]);
    }
  });

  test("without a valid pixel the loss and the gradients are 0", async () => {
    for (const options of forms)
      expect(await lossOf([1, nan], [0, 0], options, [0, 0])).toEqual({
        loss: 0,
        dx: [0, 0],
        dtarget: [0, 0],
      });
  });

  test("an image without a valid pixel is left out of the mean over images", async () => {
    const of = (mask: readonly number[]) =>
      evaluate(
        (given) => scaleInvariantLogLoss(given.x, given.target, { perImage: true, mask: given.mask }),
        {
          x: [
            [1, 2, 3, 5],
            [2, 1, 1, 2],
          ],
          target: [
            [2, 3, 1, 1],
            [2, 1, 1, 2],
          ],
          mask: [Uint8Array.from(mask), [2, 1, 2]],
        },
      );
    const first = await lossOf([1, 2], [2, 3], {});
    const { y, gradients } = await of([1, 1, 0, 0]);
    expect(y[0]).toBe(first.loss);
    expect(gradients["x"]).toEqual([...first.dx, 0, 0]);
  });

  test("a depth that counts and is not positive makes the loss NaN, and the gradients", async () => {
    for (const [x, target] of [
      [0, 1],
      [1, 0],
      [0, 0],
      [-1, 1],
      [1, -1],
      [-1, -2],
      [-1, -1],
      [nan, 1],
      [1, nan],
    ] as const)
      for (const options of forms)
        expect(await lossOf([x, 1], [target, 2], options)).toEqual({
          loss: nan,
          dx: [nan, nan],
          dtarget: [nan, nan],
        });
  });

  test("factors common to prediction and target change nothing but the gradients' scale", async () => {
    const extent = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(extent, extent, extent, fc.constantFrom(...forms), async (N, H, W, options) => {
        const values = (seed: number) => [...uniform(N * H * W, seed)].map((value) => value + 1.5);
        const mask: Given = [Uint8Array.from(integers(N * H * W, 3, 3)), [N, H, W]];
        const call = (factor: number) =>
          evaluate(
            (given) => scaleInvariantLogLoss(given.x, given.target, { ...options, mask: given.mask }),
            {
              x: [values(1).map((value) => factor * value), [N, 1, H, W]],
              target: [values(2).map((value) => factor * value), [N, 1, H, W]],
              mask,
            },
          );
        const [one, four] = [await call(1), await call(4)];
        expect(relativeError(four.y, one.y)).toBeLessThan(1e-6);
        for (const key of ["x", "target"]) {
          const scaled = four.gradients[key]!.map((value) => 4 * value);
          expect(relativeError(scaled, one.gradients[key]!)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 12 },
    );
  });

  test("two runs give the same bits", async () => {
    const values = (seed: number) => [...uniform(5003, seed)].map((value) => value + 1.5);
    for (const options of forms)
      expect(await lossOf(values(1), values(2), options)).toEqual(
        await lossOf(values(1), values(2), options),
      );
  });
});
