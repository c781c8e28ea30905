import { describe, expect, test } from "vitest";
import { evaluate, type Given } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { testReductions } from "../../testing/test-reductions.ts";
import { relativeError } from "../../testing/vectors.ts";
import { logSoftmax, softmax } from "../softmax/index.ts";
import { type KlDivLossOptions, klDivLoss } from "./index.ts";
import { contract } from "./kl-div-loss.contract.ts";
import { klDivLossOp } from "./kl-div-loss.ts";

testOp(contract);
testGolden(klDivLossOp, new URL("./kl-div-loss.golden.json", import.meta.url), { dtypes: { mask: "u8" } });
testReductions("klDivLoss", klDivLoss, (value) => Math.fround((value + 1.01) / 2));
testReductions("klDivLoss of log targets", (input, target, options) =>
  klDivLoss(input, target, { ...options, logTarget: true }),
);

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const lossOf = (input: readonly number[], target: readonly number[], options: KlDivLossOptions = {}) =>
  evaluate((given) => klDivLoss(given.input, given.target, { reduction: "none", ...options }), {
    input: [input, [input.length]],
    target: [target, [target.length]],
  });

describe("klDivLoss", () => {
  test("equal distributions diverge by 0", async () => {
    const { y, gradients } = await lossOf([-1, -2, -3], [-1, -2, -3], { logTarget: true });
    expect(y).toEqual([0, 0, 0]);
    expect(
      relativeError(
        gradients["input"]!,
        [-1, -2, -3].map((t) => -Math.exp(t)),
      ),
    ).toBeLessThan(1e-6);
  });

  test("a target of 0 costs 0, even against a huge input or none, and an impossible one costs infinitely much", async () => {
    const { y, gradients } = await lossOf(
      [-3, -1e30, -infinity, infinity, nan, -infinity],
      [0, 0, 0, 0, 0, 0.5],
    );
    expect(y).toEqual([0, 0, 0, nan, nan, infinity]);
    expect(gradients["input"]).toEqual([0, 0, 0, 0, 0, -0.5]);
    expect(gradients["target"]).toEqual([-infinity, -infinity, 0, -infinity, nan, infinity]);
  });

  test("so does a log target of -infinity, whose gradient is 0", async () => {
    const { y, gradients } = await lossOf(
      [-3, -1e30, -infinity, infinity, nan, -infinity],
      [-infinity, -infinity, -infinity, -infinity, -infinity, 0],
      { logTarget: true },
    );
    expect(y).toEqual([0, 0, 0, nan, nan, infinity]);
    expect(gradients["input"]).toEqual([0, 0, 0, 0, 0, -1]);
    expect(gradients["target"]).toEqual([0, 0, 0, nan, nan, infinity]);
  });

  test("classes that both rule out are no part of a divergence", async () => {
    const logits: Given = [
      [1, -infinity, 0.5, -infinity, 2, -1],
      [2, 3],
    ];
    const others: Given = [
      [0, -infinity, 0.25, -infinity, -1, -1],
      [2, 3],
    ];
    const finite = ([data, [N]]: Given): Given => [[...data].filter(Number.isFinite), [N!, 2]];
    const spread = (values: readonly number[]) => [0, 2, 4, 5].map((i) => values[i]!);
    for (const logTarget of [false, true])
      for (const reduction of ["batchmean", "sum"] as const) {
        const call = (x: Given, target: Given) =>
          evaluate(
            (given) =>
              klDivLoss(logSoftmax(given.x, 1), (logTarget ? logSoftmax : softmax)(given.target, 1), {
                logTarget,
                reduction,
              }),
            { x, target },
          );
        const without = await call(finite(logits), finite(others));
        const { y, gradients } = await call(logits, others);
        expect(relativeError(y, without.y)).toBeLessThan(1e-6);
        for (const name of ["x", "target"]) {
          expect(relativeError(spread(gradients[name]!), without.gradients[name]!)).toBeLessThan(1e-6);
          expect([gradients[name]![1], gradients[name]![3]]).toEqual([0, 0]);
        }
      }
  });

  test("a NaN among the targets is one among their gradients", async () => {
    for (const logTarget of [false, true]) {
      const { y, gradients } = await lossOf([-1, -infinity], [nan, nan], { logTarget });
      expect([...y, ...gradients["target"]!]).toEqual([nan, nan, nan, nan]);
    }
  });

  test("a negative target is none", async () => {
    for (const target of [-1e-30, -0.5, -3e4]) {
      const { y, gradients } = await lossOf([-1], [target]);
      expect([...y, ...gradients["target"]!]).toEqual([nan, nan]);
    }
  });

  test("targets below the smallest normal number cost next to nothing", async () => {
    const { y } = await lossOf([-1, -1], [1e-40, 2e-38]);
    for (const value of y) expect(Math.abs(value)).toBeLessThan(1e-35);
  });

  test("a batch mean divides by the number of images, whatever the mask holds", async () => {
    const given = {
      input: [
        [-1, -2, -3, -4],
        [2, 1, 1, 2],
      ],
      target: [
        [1, 1, 1, 1],
        [2, 1, 1, 2],
      ],
      mask: [Uint8Array.of(1, 0, 1, 1), [2, 1, 2]],
    } as const;
    const { y, gradients } = await evaluate(
      ({ input, target, mask }) => klDivLoss(input, target, { mask, reduction: "batchmean" }),
      given,
    );
    expect(y).toEqual([4]);
    expect(gradients["input"]).toEqual([-0.5, 0, -0.5, -0.5]);
  });
});
