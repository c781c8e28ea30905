import { describe, expect, test } from "vitest";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { evaluate } from "../../testing/evaluate.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { type MaskedLoss, testReductions } from "../../testing/test-reductions.ts";
import { contracts } from "./distance-loss.contract.ts";
import { huberLossOp, l1LossOp, mseLossOp, smoothL1LossOp } from "./distance-op.ts";
import { huberLoss, l1Loss, mseLoss, smoothL1Loss } from "./index.ts";

for (const contract of contracts) testOp(contract);
for (const [op, file] of [
  [l1LossOp, "l1-loss"],
  [mseLossOp, "mse-loss"],
  [huberLossOp, "huber-loss"],
  [smoothL1LossOp, "smooth-l1-loss"],
] as const)
  testGolden(op, new URL(`./${file}.golden.json`, import.meta.url), { dtypes: { mask: "u8" } });
for (const loss of [l1Loss, mseLoss, huberLoss, smoothL1Loss]) testReductions(loss.name, loss);

const { POSITIVE_INFINITY: infinity } = Number;

/** The loss and the gradient of x, for each element on its own. */
async function each(loss: MaskedLoss, x: readonly number[], target: readonly number[]) {
  const { y, gradients } = await evaluate((given) => loss(given.x, given.target, { reduction: "none" }), {
    x: [x, [x.length]],
    target: [target, [target.length]],
  });
  return { y, dx: gradients["x"]! };
}

describe("losses of distances", () => {
  test("known values", async () => {
    const given = {
      x: [
        [1, 2, 3, 4],
        [2, 2],
      ],
      target: [
        [2, 2, 1, 0],
        [2, 2],
      ],
    } as const;
    expect(await evaluate(({ x, target }) => l1Loss(x, target), given)).toEqual({
      y: [1.75],
      shape: [],
      gradients: { x: [-0.25, 0, 0.25, 0.25], target: [0.25, 0, -0.25, -0.25] },
    });
    expect(await evaluate(({ x, target }) => mseLoss(x, target), given)).toEqual({
      y: [5.25],
      shape: [],
      gradients: { x: [-0.5, 0, 1, 2], target: [0.5, 0, -1, -2] },
    });
  });

  test("a mask alone is short for an option", async () => {
    const given = {
      x: [
        [1, 2, 3, 4],
        [1, 2, 1, 2],
      ],
      target: [
        [2, 2, 1, 0],
        [1, 2, 1, 2],
      ],
      mask: [Uint8Array.of(0, 1), [1, 1, 2]],
    } as const;
    for (const loss of [l1Loss, mseLoss])
      expect(await evaluate(({ x, target, mask }) => loss(x, target, mask), given)).toEqual(
        await evaluate(({ x, target, mask }) => loss(x, target, { mask }), given),
      );
  });

  test("a square below the knee, a line from it on", async () => {
    const x = [-3, -2, -1, 0, 1, 2, 3];
    const huber: MaskedLoss = (a, b) => huberLoss(a, b, { delta: 2, reduction: "none" });
    expect(
      await each(
        huber,
        x,
        x.map(() => 0),
      ),
    ).toEqual({
      y: [4, 2, 0.5, 0, 0.5, 2, 4],
      dx: [-2, -2, -1, 0, 1, 2, 2],
    });
    const smooth: MaskedLoss = (a, b) => smoothL1Loss(a, b, { beta: 2, reduction: "none" });
    expect(
      await each(
        smooth,
        x,
        x.map(() => 0),
      ),
    ).toEqual({
      y: [2, 1, 0.25, 0, 0.25, 1, 2],
      dx: [-1, -1, -0.5, 0, 0.5, 1, 1],
    });
  });

  test("infinite distances cost infinitely much, at a finite slope of lines", async () => {
    for (const [loss, slope] of [
      [l1Loss, 1],
      [mseLoss, infinity],
      [huberLoss, 1],
      [smoothL1Loss, 1],
    ] as const) {
      const { y, dx } = await each(loss, [infinity, 1, 3e38], [1, infinity, -3e38]);
      expect(y).toEqual([infinity, infinity, infinity]);
      expect(dx).toEqual([slope, -slope, slope]);
    }
  });

  test("the mean over 300,000 elements keeps its digits", async () => {
    const device = await testDevice();
    using x = tensor(device, new Float32Array(300_000).fill(0.1), [300_000]);
    using target = tensor(device, new Float32Array(300_000), [300_000]);
    using y = l1Loss(x, target);
    expect(Math.abs((await y.item()) / Math.fround(0.1) - 1)).toBeLessThan(1e-6);
  });

  test("refuses knees that are none, and masks of other types", async () => {
    const device = await testDevice();
    using x = tensor(device, [1], [1, 1, 1, 1]);
    using mask = tensor(device, [1], [1, 1, 1]);
    for (const delta of [0, -1, Number.NaN])
      expect(() => huberLoss(x, x, { delta })).toThrow(`huberLoss: expected delta > 0; got delta ${delta}`);
    for (const beta of [-1, Number.NaN])
      expect(() => smoothL1Loss(x, x, { beta })).toThrow(
        `smoothL1Loss: expected beta >= 0; got beta ${beta}`,
      );
    expect(() => l1Loss(x, x, { mask })).toThrow("l1Loss: expected mask of u8; got mask f32");
  });
});
