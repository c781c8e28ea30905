import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../../dtype.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { distance, integers, uniform } from "../../testing/vectors.ts";
import { contract } from "./dice-loss.contract.ts";
import { diceLossOp } from "./dice-loss-op.ts";
import { type DiceLossOptions, diceLoss } from "./index.ts";

testOp(contract);
for (const labels of ["i32", "u8"] as const)
  describe(`${labels} labels`, () => {
    testGolden(diceLossOp, new URL("./dice-loss.golden.json", import.meta.url), { dtypes: { labels } });
  });

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const lossOf = async (
  logits: readonly number[],
  labels: TypedArray,
  [N, C, H, W]: readonly [number, number, number, number],
  options: DiceLossOptions = {},
) => {
  const { y, gradients } = await evaluate(
    (given) => diceLoss(given.logits, given.labels, { ignoreIndex: 255, ...options }),
    { logits: [logits, [N, C, H, W]], labels: [labels, [N, H, W]] },
  );
  return { loss: y[0]!, dlogits: gradients["logits"]! };
};

const forms: readonly DiceLossOptions[] = [
  {},
  { squared: true },
  { smooth: 0 },
  { smooth: 0, squared: true },
  { perImage: true },
];

describe("diceLoss", () => {
  test("one sure pixel: nothing lost where it is right, all but the smoothing where it is wrong", async () => {
    for (const squared of [false, true]) {
      const right = await lossOf([1e4, -1e4], Uint8Array.of(0), [1, 2, 1, 1], { squared });
      expect(right).toEqual({ loss: 0, dlogits: [0, 0] });
      const wrong = await lossOf([1e4, -1e4], Uint8Array.of(1), [1, 2, 1, 1], { squared });
      expect(wrong).toEqual({ loss: 0.5, dlogits: [0, 0] });
      const rough = await lossOf([1e4, -1e4], Uint8Array.of(1), [1, 2, 1, 1], { squared, smooth: 0 });
      expect(rough.loss).toBe(1);
    }
  });

  test("an undecided pixel", async () => {
    const { loss, dlogits } = await lossOf([3, 3], Uint8Array.of(0), [1, 2, 1, 1]);
    // 1 - ((1 + 1) / (1.5 + 1) + 1 / (0.5 + 1)) / 2
    expect(Math.abs(loss - (1 - (0.8 + 2 / 3) / 2))).toBeLessThan(1e-6);
    expect(dlogits[0]! + dlogits[1]!).toBeCloseTo(0, 6);
    expect(dlogits[0]).toBeLessThan(0);
  });

  test("losses of sure predictions keep their digits", async () => {
    const { loss } = await lossOf([9, 0], Uint8Array.of(0), [1, 2, 1, 1]);
    const q = 1 / (1 + Math.exp(9));
    expect(Math.abs(loss / ((q / (3 - q) + q / (1 + q)) / 2) - 1)).toBeLessThan(1e-3); // 1 - q is kept to 6e-8
  });

  test("without a labelled pixel the loss and the gradient are 0", async () => {
    for (const options of forms)
      expect(await lossOf([1, nan, 2, 4], Uint8Array.of(255, 255), [1, 2, 1, 2], options)).toEqual({
        loss: 0,
        dlogits: [0, 0, 0, 0],
      });
  });

  test("an ignored pixel counts in no way, whatever it holds", async () => {
    for (const options of forms) {
      const clean = await lossOf([1, 2], Uint8Array.of(0), [1, 2, 1, 1], options);
      const { loss, dlogits } = await lossOf(
        [1, nan, 2, infinity],
        Uint8Array.of(0, 255),
        [1, 2, 1, 2],
        options,
      );
      expect({ loss, dlogits: [dlogits[0], dlogits[2]] }).toEqual(clean);
      expect([dlogits[1], dlogits[3]]).toEqual([0, 0]);
    }
  });

  test("an image without labelled pixels is left out of the mean over images", async () => {
    const alone = await lossOf([1, 2], Uint8Array.of(0), [1, 2, 1, 1], { perImage: true });
    expect(await lossOf([1, 2, 5, nan], Uint8Array.of(0, 255), [2, 2, 1, 1], { perImage: true })).toEqual({
      loss: alone.loss,
      dlogits: [...alone.dlogits, 0, 0],
    });
  });

  test("a class that is neither predicted nor labelled is found, at any smoothing", async () => {
    for (const options of forms) {
      const { loss, dlogits } = await lossOf([1e4, 0, -infinity], Uint8Array.of(0), [1, 3, 1, 1], options);
      expect({ loss, dlogits }).toEqual({ loss: 0, dlogits: [0, 0, 0] });
    }
  });

  test("a label that is no class, or a NaN that counts, makes the loss and the gradients NaN", async () => {
    for (const options of forms) {
      for (const wrong of [2, -1, 2 ** 31 - 1]) {
        const { loss, dlogits } = await lossOf([1, 1, 1, 1], Int32Array.of(0, wrong), [1, 2, 1, 2], options);
        expect([loss, dlogits[1], dlogits[3]]).toEqual([nan, nan, nan]);
      }
      const { loss, dlogits } = await lossOf([1, nan, 1, 1], Uint8Array.of(0, 1), [1, 2, 1, 2], options);
      expect([loss, dlogits[1], dlogits[3]]).toEqual([nan, nan, nan]);
    }
  });

  test("of one image, its own loss is the batch's; pixels may change places; over any odd shape", async () => {
    const extent = fc.integer({ min: 1, max: 6 });
    await fc.assert(
      fc.asyncProperty(extent, extent, extent, fc.constantFrom(...forms), async (C, H, W, options) => {
        const logits = [...uniform(C * H * W, 1)].map((value) => 4 * value);
        const labels = integers(H * W, C + 1, 2).map((label) => (label === C ? 255 : label));
        const one = await lossOf(logits, Uint8Array.from(labels), [1, C, H, W], options);
        const own = await lossOf(logits, Uint8Array.from(labels), [1, C, H, W], {
          ...options,
          perImage: true,
        });
        expect(own).toEqual(one);
        const turned = Array.from({ length: C }, (_, c) =>
          logits.slice(c * H * W, (c + 1) * H * W).toReversed(),
        );
        const other = await lossOf(
          turned.flat(),
          Uint8Array.from(labels.toReversed()),
          [1, C, W, H],
          options,
        );
        expect(distance([other.loss], [one.loss])).toBeLessThan(1e-6);
        const back = Array.from({ length: C }, (_, c) =>
          other.dlogits.slice(c * H * W, (c + 1) * H * W).toReversed(),
        );
        expect(distance(back.flat(), one.dlogits)).toBeLessThan(1e-6);
      }),
      { numRuns: 12 },
    );
  });

  test("two runs give the same bits", async () => {
    const logits = [...uniform(2 * 5 * 17 * 19, 1)];
    const labels = Uint8Array.from(integers(2 * 17 * 19, 5, 2));
    const run = () => lossOf(logits, labels, [2, 5, 17, 19]);
    expect(await run()).toEqual(await run());
  });
});
