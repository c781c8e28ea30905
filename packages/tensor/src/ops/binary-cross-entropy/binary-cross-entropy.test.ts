import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { testReductions } from "../../testing/test-reductions.ts";
import { relativeError } from "../../testing/vectors.ts";
import { contract } from "./binary-cross-entropy.contract.ts";
import { binaryCrossEntropyOp } from "./binary-cross-entropy-op.ts";
import { type BinaryCrossEntropyOptions, binaryCrossEntropyWithLogits } from "./index.ts";

testOp(contract);
testGolden(binaryCrossEntropyOp, new URL("./binary-cross-entropy.golden.json", import.meta.url), {
  dtypes: { mask: "u8" },
});
testReductions("binaryCrossEntropyWithLogits", binaryCrossEntropyWithLogits);

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const lossOf = (
  logits: readonly number[],
  target: readonly number[],
  options: BinaryCrossEntropyOptions = {},
) =>
  evaluate(
    (given) => binaryCrossEntropyWithLogits(given.logits, given.target, { reduction: "none", ...options }),
    { logits: [logits, [logits.length]], target: [target, [target.length]] },
  );

describe("binaryCrossEntropyWithLogits", () => {
  test("logits of 10,000 cost what they are wrong by", async () => {
    const { y, gradients } = await lossOf([1e4, -1e4, 1e4, -1e4], [1, 0, 0, 1]);
    expect(y).toEqual([0, 0, 1e4, 1e4]);
    expect(gradients["logits"]).toEqual([0, 0, 1, -1]);
    expect(gradients["target"]).toEqual([-1e4, 1e4, -1e4, 1e4]);
  });

  test("small losses keep their digits", async () => {
    const { y, gradients } = await lossOf([12, -16, 20, -0.001], [1, 0, 1, 0]);
    const each = (f: (x: number) => number) => [12, 16, 20, 0.001].map(f);
    for (const [i, value] of each((x) => Math.log1p(Math.exp(-x))).entries())
      expect(Math.abs(y[i]! / value - 1)).toBeLessThan(1e-5);
    for (const [i, value] of each((x) => 1 / (1 + Math.exp(x))).entries())
      expect(Math.abs(Math.abs(gradients["logits"]![i]!) / value - 1)).toBeLessThan(1e-5);
  });

  test("the gradient of the target is exact where losses are far from lines", async () => {
    const device = await testDevice();
    using posWeight = tensor(device, [3], []);
    const logits = [0, 0.25, -0.5, 1, -2];
    const { gradients } = await lossOf(logits, [0, 1, 0.5, 0, 1], { posWeight });
    const exact = logits.map((x) => 3 * Math.log1p(Math.exp(-x)) - Math.log1p(Math.exp(x)));
    for (const [i, value] of exact.entries())
      expect(Math.abs(gradients["target"]![i]! - value)).toBeLessThan(5e-6);
  });

  test("infinite logits cost infinitely much where they are wrong, and NaN where they are right", async () => {
    const { y, gradients } = await lossOf([infinity, infinity, -infinity, -infinity], [0, 1, 0, 1]);
    expect(y).toEqual([infinity, nan, nan, infinity]);
    expect(gradients["logits"]).toEqual([1, 0, 0, -1]);
  });

  test("a logit of 0 costs log 2 and pulls halfway", async () => {
    const { y, gradients } = await lossOf([0, 0, 0], [0, 0.5, 1]);
    expect(relativeError(y, [Math.LN2, Math.LN2, Math.LN2])).toBeLessThan(1e-6);
    expect(gradients["logits"]).toEqual([0.5, 0, -0.5]);
  });

  test("weights are factors of losses, not of their number", async () => {
    const device = await testDevice();
    using weight = tensor(device, [0, 4], [2]);
    using posWeight = tensor(device, [3], []);
    const { y, gradients } = await lossOf([0, 0], [1, 1], { weight, posWeight, reduction: "mean" });
    expect(relativeError(y, [6 * Math.LN2])).toBeLessThan(1e-6);
    expect(gradients["logits"]).toEqual([0, -3]);
  });
});
