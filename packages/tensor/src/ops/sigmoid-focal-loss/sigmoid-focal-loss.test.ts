import { describe, expect, test } from "vitest";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { testReductions } from "../../testing/test-reductions.ts";
import { relativeError } from "../../testing/vectors.ts";
import { binaryCrossEntropyWithLogits } from "../binary-cross-entropy/index.ts";
import { type SigmoidFocalLossOptions, sigmoidFocalLoss } from "./index.ts";
import { contract } from "./sigmoid-focal-loss.contract.ts";
import { sigmoidFocalLossOp } from "./sigmoid-focal-loss.ts";

testOp(contract);
testGolden(sigmoidFocalLossOp, new URL("./sigmoid-focal-loss.golden.json", import.meta.url), {
  dtypes: { mask: "u8" },
});
testReductions("sigmoidFocalLoss", sigmoidFocalLoss);

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const lossOf = async (
  logits: readonly number[],
  target: readonly number[],
  options: SigmoidFocalLossOptions = {},
) => {
  const { y, gradients } = await evaluate(
    (given) => sigmoidFocalLoss(given.logits, given.target, { reduction: "none", ...options }),
    { logits: [logits, [logits.length]], target: [target, [target.length]] },
  );
  return { y, dlogits: gradients["logits"]! };
};

describe("sigmoidFocalLoss", () => {
  test("logits of 10,000 cost what they are wrong by, and nothing where they are right, at any gamma", async () => {
    for (const gamma of [0, 0.5, 1, 2, 5])
      expect(await lossOf([1e4, -1e4, 1e4, -1e4], [1, 0, 0, 1], { gamma })).toEqual({
        y: [0, 0, 7500, 2500],
        dlogits: [0, 0, 0.75, -0.25],
      });
  });

  test("infinite logits that are wrong cost infinitely much, and have no gradient", async () => {
    const { y, dlogits } = await lossOf([infinity, -infinity], [0, 1]);
    expect(y).toEqual([infinity, infinity]);
    expect(dlogits).toEqual([nan, nan]);
  });

  test("without alpha and gamma it is binary cross-entropy", async () => {
    const [logits, target] = [
      [-3, -0.5, 0, 2, 7],
      [0.5, 1, 0, 0, 1],
    ] as const;
    const { y, gradients } = await evaluate(
      (given) => binaryCrossEntropyWithLogits(given.logits, given.target, { reduction: "none" }),
      { logits: [logits, [5]], target: [target, [5]] },
    );
    const focal = await lossOf(logits, target, { alpha: -1, gamma: 0 });
    expect(relativeError(focal.y, y)).toBeLessThan(1e-6);
    expect(relativeError(focal.dlogits, gradients["logits"]!)).toBeLessThan(1e-6);
  });

  test("losses keep their digits, of sure predictions and of unsure ones", async () => {
    const margins = [8, 1, 0.1, 0, -0.1, -2];
    const { y, dlogits } = await lossOf(
      margins,
      margins.map(() => 1),
      { alpha: -1 },
    );
    for (const [i, x] of margins.entries()) {
      const q = 1 / (1 + Math.exp(x));
      const entropy = Math.log1p(Math.exp(-x));
      expect(Math.abs(y[i]! / (q ** 2 * entropy) - 1)).toBeLessThan(5e-6);
      const slope = -(q ** 2) * (q + 2 * entropy * (1 - q));
      expect(Math.abs(dlogits[i]! / slope - 1)).toBeLessThan(5e-6);
    }
  });
});
