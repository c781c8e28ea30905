import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { TypedArray } from "../../dtype.ts";
import { evaluate, type Given } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { distance, integers, uniform } from "../../testing/vectors.ts";
import { crossEntropy2d } from "../cross-entropy2d/index.ts";
import { logSoftmax } from "../softmax/index.ts";
import { type NllLoss2dOptions, nllLoss2d } from "./index.ts";
import { contract } from "./nll-loss2d.contract.ts";
import { nllLoss2dOp } from "./nll-loss2d.ts";

testOp(contract);
for (const labels of ["i32", "u8"] as const)
  describe(`${labels} labels`, () => {
    testGolden(nllLoss2dOp, new URL("./nll-loss2d.golden.json", import.meta.url), { dtypes: { labels } });
  });

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

/** Of one row of pixels of two classes, each a row of numbers. */
const lossOf = async (
  classes: readonly [readonly number[], readonly number[]],
  labels: TypedArray,
  options: NllLoss2dOptions = {},
) => {
  const { y, gradients } = await evaluate((given) => nllLoss2d(given.input, given.labels, options), {
    input: [classes.flat(), [1, 2, 1, labels.length]],
    labels: [labels, [1, 1, labels.length]],
  });
  return { y, dinput: gradients["input"]! };
};

describe("nllLoss2d", () => {
  test("of a log-softmax it is cross-entropy, over any odd shape", async () => {
    const extent = fc.integer({ min: 1, max: 5 });
    await fc.assert(
      fc.asyncProperty(extent, extent, extent, extent, fc.nat(), async (N, C, H, W, seed) => {
        const given = {
          logits: [[...uniform(N * C * H * W, seed)].map((value) => 9 * value), [N, C, H, W]] as Given,
          labels: [
            Uint8Array.from(integers(N * H * W, C + 1, seed), (v) => (v === C ? 255 : v)),
            [N, H, W],
          ] as Given,
          weight: [Float32Array.from(uniform(C, 5), (value) => value + 1.1), [C]] as Given,
        };
        for (const reduction of ["mean", "none"] as const) {
          const options = { ignoreIndex: 255, reduction };
          const entropy = await evaluate(
            ({ logits, labels, weight }) => crossEntropy2d(logits, labels, { weight, ...options }),
            given,
          );
          const likelihood = await evaluate(
            ({ logits, labels, weight }) => nllLoss2d(logSoftmax(logits, 1), labels, { weight, ...options }),
            given,
          );
          // Not relative: of sure predictions neither keeps all digits.
          expect(distance(likelihood.y, entropy.y)).toBeLessThan(1e-5);
          expect(distance(likelihood.gradients["logits"]!, entropy.gradients["logits"]!)).toBeLessThan(1e-5);
        }
      }),
      { numRuns: 8 },
    );
  });

  test("without a labelled pixel the loss and the gradient are 0, whatever the pixels hold", async () => {
    for (const reduction of ["mean", "sum"] as const)
      expect(
        await lossOf(
          [
            [-1, nan],
            [-2, -infinity],
          ],
          Uint8Array.of(255, 255),
          { ignoreIndex: 255, reduction },
        ),
      ).toEqual({ y: [0], dinput: [0, 0, 0, 0] });
  });

  test("a label that is no class makes the loss NaN, and the gradient at its pixel", async () => {
    for (const wrong of [2, -1, 2 ** 31 - 1, -(2 ** 31)])
      for (const reduction of ["mean", "none"] as const) {
        const { y, dinput } = await lossOf(
          [
            [-1, -2],
            [-3, -4],
          ],
          Int32Array.of(1, wrong),
          { reduction },
        );
        expect(y.at(-1)).toBeNaN();
        expect([dinput[1], dinput[3]]).toEqual([nan, nan]);
        expect([dinput[0], dinput[2]].every(Number.isFinite)).toBe(true);
      }
  });

  test("only what the label points at is read: an impossible label costs infinitely much", async () => {
    expect(
      await lossOf(
        [
          [-1, nan],
          [nan, -infinity],
        ],
        Int32Array.of(0, 1),
      ),
    ).toEqual({
      y: [infinity],
      dinput: [-0.5, 0, 0, -0.5],
    });
  });

  test("two runs give the same bits", async () => {
    const row = (seed: number) => [...uniform(3001, seed)];
    const labels = Uint8Array.from(integers(3001, 2, 3));
    const run = () => lossOf([row(1), row(2)], labels);
    expect(await run()).toEqual(await run());
  });
});
