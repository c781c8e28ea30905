import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import type { Shape } from "../../shape.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { contracts } from "./distance-loss.contract.ts";
import { l1LossOp, mseLossOp } from "./distance-loss.ts";
import { l1Loss, mseLoss } from "./index.ts";

for (const contract of contracts) testOp(contract);
const dtypes = { mask: "u8" } as const;
testGolden(l1LossOp, new URL("./l1-loss.golden.json", import.meta.url), { dtypes });
testGolden(mseLossOp, new URL("./mse-loss.golden.json", import.meta.url), { dtypes });

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;

const unsigned = (values: Iterable<number>) => Array.from(values, (value) => value + 0);

/** The loss and both gradients, zeros without their sign. */
async function lossOf(
  loss: typeof l1Loss,
  x: readonly number[],
  target: readonly number[],
  shape: Shape,
  valid?: readonly number[],
) {
  using a = tensor(device, x, shape, { requiresGrad: true });
  using b = tensor(device, target, shape, { requiresGrad: true });
  using mask = valid && tensor(device, Uint8Array.from(valid), [shape[0]!, shape[2]!, shape[3]!]);
  using y = loss(a, b, mask);
  const made = gradients(y, [a, b]);
  const [dx, dtarget] = await Promise.all(made.map((gradient) => gradient.read()));
  for (const gradient of made) gradient.dispose();
  return { loss: await y.item(), dx: unsigned(dx!), dtarget: unsigned(dtarget!) };
}

describe("l1Loss and mseLoss", () => {
  test("known values", async () => {
    const given = [
      [1, 2, 3, 4],
      [2, 2, 1, 0],
      [1, 1, 2, 2],
    ] as const;
    expect(await lossOf(l1Loss, ...given)).toEqual({
      loss: 1.75,
      dx: [-0.25, 0, 0.25, 0.25],
      dtarget: [0.25, 0, -0.25, -0.25],
    });
    expect(await lossOf(mseLoss, ...given)).toEqual({
      loss: 5.25,
      dx: [-0.5, 0, 1, 2],
      dtarget: [0.5, 0, -1, -2],
    });
  });

  test("what lies outside the mask counts in no way, whatever it holds", async () => {
    const x = [1, nan, 3, 5, infinity, 7];
    const target = [2, 2, nan, 6, 6, infinity];
    const valid = [255, 0, 0];
    for (const loss of [l1Loss, mseLoss]) {
      const made = await lossOf(loss, x, target, [1, 2, 1, 3], valid);
      expect(made.loss).toBe(1);
      const slope = loss === l1Loss ? 0.5 : 1;
      expect(made.dx).toEqual([-slope, 0, 0, -slope, 0, 0]);
      expect(made.dtarget).toEqual([slope, 0, 0, slope, 0, 0]);
    }
  });

  test("without a valid pixel the loss and the gradients are 0", async () => {
    for (const loss of [l1Loss, mseLoss])
      expect(await lossOf(loss, [1, nan], [3, 4], [1, 1, 1, 2], [0, 0])).toEqual({
        loss: 0,
        dx: [0, 0],
        dtarget: [0, 0],
      });
  });

  test("a NaN at a valid pixel makes the loss NaN, and the gradient there", async () => {
    for (const loss of [l1Loss, mseLoss]) {
      const { loss: value, dx } = await lossOf(loss, [nan, 1], [3, 1], [1, 1, 1, 2], [1, 1]);
      expect(value).toBeNaN();
      expect(dx).toEqual([nan, 0]);
    }
  });

  test("two runs give the same bits", async () => {
    const x = [...uniform(2 * 3 * 33 * 35, 1)];
    const run = () => lossOf(mseLoss, x, x.toReversed(), [2, 3, 33, 35]);
    expect(await run()).toEqual(await run());
  });

  test("the mean over 300,000 elements keeps its digits", async () => {
    using x = tensor(device, new Float32Array(300_000).fill(0.1), [300_000]);
    using target = tensor(device, new Float32Array(300_000), [300_000]);
    using y = l1Loss(x, target);
    expect(Math.abs((await y.item()) / Math.fround(0.1) - 1)).toBeLessThan(1e-6);
  });

  test("refuses: l1Loss: expected mask of u8; got mask f32", () => {
    using x = tensor(device, [1], [1, 1, 1, 1]);
    using mask = tensor(device, [1], [1, 1, 1]);
    expect(() => l1Loss(x, x, mask)).toThrow("l1Loss: expected mask of u8; got mask f32");
  });
});
