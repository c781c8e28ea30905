import { describe, expect, test } from "vitest";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { testReductions } from "../../testing/test-reductions.ts";
import { contracts } from "./berhu-loss.contract.ts";
import { type BerHuLossOptions, berHuLoss } from "./index.ts";

for (const contract of contracts) testOp<"x" | "target", never, "mask" | "knee">(contract as never);
testGolden(
  function berHuLossOf({ x, target, mask }, attrs: BerHuLossOptions) {
    return berHuLoss(x!, target!, { ...attrs, mask });
  },
  new URL("./berhu-loss.golden.json", import.meta.url),
  { dtypes: { mask: "u8" } },
);
testReductions("berHuLoss", berHuLoss);

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const lossOf = (x: readonly number[], target: readonly number[], options: BerHuLossOptions = {}) =>
  evaluate((given) => berHuLoss(given.x, given.target, { reduction: "none", ...options }), {
    x: [x, [x.length]],
    target: [target, [target.length]],
  });

describe("berHuLoss", () => {
  test("a line up to c, a parabola beyond, with c as a constant", async () => {
    expect(await lossOf([0, 1, -2, 4, -10], [0, 0, 0, 0, 0])).toEqual({
      y: [0, 1, 2, 5, 26],
      shape: [5],
      gradients: { x: [0, 1, -1, 2, -5], target: [0, -1, 1, -2, 5] },
    });
  });

  test("where every error is 0, so are the loss and the gradients", async () => {
    const { y, gradients } = await lossOf([1, -2, 3], [1, -2, 3]);
    expect([y, gradients["x"], gradients["target"]]).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test("a NaN that counts makes everything NaN; an infinite error makes the others a matter of lines", async () => {
    const spoilt = await lossOf([nan, 1, 2], [0, 0, 0]);
    expect([...spoilt.y, ...spoilt.gradients["x"]!]).toEqual(new Array(6).fill(nan));
    const infinite = await lossOf([infinity, 1, -2], [0, 0, 0]);
    expect(infinite.y).toEqual([infinity, 1, 2]);
    expect(infinite.gradients["x"]).toEqual([1, 1, -1]);
  });
});
