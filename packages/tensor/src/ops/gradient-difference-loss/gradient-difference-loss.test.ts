import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./gradient-difference-loss.contract.ts";
import { gradientDifferenceLossOp } from "./gradient-difference-loss.ts";
import { type GradientDifferenceLossOptions, gradientDifferenceLoss } from "./index.ts";

testOp(contract);
testGolden(gradientDifferenceLossOp, new URL("./gradient-difference-loss.golden.json", import.meta.url), {
  dtypes: { mask: "u8" },
});

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Of one image of one channel, in rows. */
const lossOf = async (
  x: readonly (readonly number[])[],
  target: readonly (readonly number[])[],
  options: GradientDifferenceLossOptions = {},
  valid: readonly (readonly number[])[] = x.map((row) => row.map(() => 1)),
) => {
  const [H, W] = [x.length, x[0]!.length];
  const { y, gradients } = await evaluate(
    (given) => gradientDifferenceLoss(given.x, given.target, { ...options, mask: given.mask }),
    {
      x: [x.flat(), [1, 1, H, W]],
      target: [target.flat(), [1, 1, H, W]],
      mask: [Uint8Array.from(valid.flat()), [1, H, W]],
    },
  );
  return { loss: y[0]!, dx: gradients["x"]!, dtarget: gradients["target"]! };
};

describe("gradientDifferenceLoss", () => {
  test("known values", async () => {
    const [x, target] = [
      [
        [0, 3],
        [1, 1],
      ],
      [
        [0, -1],
        [0, 0],
      ],
    ];
    // Steps 3, 0 to the right and 1, -2 down, against -1, 0 and 0, 1.
    expect(await lossOf(x, target)).toEqual({
      loss: 1,
      dx: [-0.5, 0.5, 0.25, -0.25],
      dtarget: [-0.25, 0.5, 0, -0.25],
    });
    expect((await lossOf(x, target, { reduction: "sum" })).loss).toBe(4);
    expect((await lossOf(x, target, { signed: true, reduction: "sum" })).loss).toBe(8);
    expect((await lossOf(x, target, { alpha: 2, reduction: "sum" })).loss).toBe(6);
  });

  test("an offset costs nothing, and neither do steps of the other sign, unless signs count", async () => {
    const x = [[1, 2, 4]];
    expect(await lossOf(x, [[11, 12, 14]], { signed: true })).toEqual({
      loss: 0,
      dx: [0, 0, 0],
      dtarget: [0, 0, 0],
    });
    expect((await lossOf(x, [[4, 3, 1]])).loss).toBe(0);
    expect((await lossOf(x, [[4, 3, 1]], { signed: true })).loss).toBe(3);
  });

  test("what lies outside the mask counts in no way, whatever it holds", async () => {
    for (const spoilt of [nan, infinity])
      expect(
        await lossOf(
          [
            [1, 3, spoilt],
            [spoilt, 4, spoilt],
          ],
          [
            [1, 1, 0],
            [spoilt, 1, nan],
          ],
          {},
          [
            [1, 255, 0],
            [0, 2, 0],
          ],
        ),
      ).toEqual({
        loss: 1.5,
        dx: [-0.5, 0, 0, 0, 0.5, 0],
        dtarget: [0, 0, 0, 0, 0, 0],
      });
  });

  test("without a pair the loss and the gradients are 0", async () => {
    const nothing = { loss: 0, dx: [0, 0, 0], dtarget: [0, 0, 0] };
    expect(await lossOf([[1, nan, 2]], [[3, 4, 5]], {}, [[0, 0, 0]])).toEqual(nothing);
    expect(await lossOf([[1, nan, 2]], [[3, 4, 5]], { reduction: "sum" }, [[1, 0, 1]])).toEqual(nothing);
  });

  test("a NaN that counts makes the loss NaN, and the gradients of its neighbours", async () => {
    const { loss, dx } = await lossOf([[nan, 1, 2, 4]], [[0, 0, 0, 0]]);
    expect(loss).toBeNaN();
    expect(dx.slice(0, 2)).toEqual([nan, nan]);
    expect(dx[3]).toBe(Math.fround(1 / 3));
  });

  test("turned on its side it is the same", async () => {
    const extent = fc.integer({ min: 1, max: 7 });
    await fc.assert(
      fc.asyncProperty(extent, extent, fc.nat(), async (H, W, seed) => {
        const rows = (values: Float64Array) =>
          Array.from({ length: H }, (_, h) => [...values.slice(h * W, (h + 1) * W)]);
        const turned = (made: readonly (readonly number[])[]) =>
          Array.from({ length: W }, (_, w) => made.map((row) => row[w]!));
        const [x, target] = [rows(uniform(H * W, seed)), rows(uniform(H * W, seed + 1))];
        const valid = rows(uniform(H * W, seed + 2).map((value) => Number(value > -0.5)));
        const one = await lossOf(x, target, {}, valid);
        const other = await lossOf(turned(x), turned(target), {}, turned(valid));
        expect(relativeError([other.loss], [one.loss])).toBeLessThan(1e-6);
        const back = rows(Float64Array.from(one.dx));
        expect(relativeError(other.dx, turned(back).flat())).toBeLessThan(1e-6);
      }),
      { numRuns: 12 },
    );
  });

  test("two runs give the same bits", async () => {
    const rows = (seed: number) => Array.from({ length: 61 }, (_, h) => [...uniform(67, seed + h)]);
    expect(await lossOf(rows(1), rows(100))).toEqual(await lossOf(rows(1), rows(100)));
  });
});
