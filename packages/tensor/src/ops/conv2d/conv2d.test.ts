import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { contract } from "./conv2d.contract.ts";
import { conv2dOp } from "./conv2d.ts";
import { conv2d } from "./index.ts";

testOp(contract);
testGolden(conv2dOp, new URL("./conv2d.golden.json", import.meta.url));

describe("conv2d", () => {
  test("two runs give the same bits", async () => {
    const device = await testDevice();
    using x = tensor(device, [...uniform(2 * 5 * 9 * 11, 1)], [2, 5, 9, 11], { requiresGrad: true });
    using weight = tensor(device, [...uniform(13 * 5 * 9, 2)], [13, 5, 3, 3], { requiresGrad: true });
    using bias = tensor(device, [...uniform(13, 3)], [13], { requiresGrad: true });
    using dy = tensor(device, [...uniform(2 * 13 * 9 * 11, 4)], [2, 13, 9, 11]);
    const run = async () => {
      using y = conv2d(x, weight, bias, { padding: 1 });
      const made = gradients(y, [x, weight, bias], { dy });
      const values = await Promise.all([y, ...made].map((t) => t.read()));
      for (const t of made) t.dispose();
      return values;
    };
    expect(await run()).toEqual(await run());
  });

  test("sums over very many pixels keep their digits", async () => {
    const device = await testDevice();
    const [h, w] = [128, 160];
    using x = tensor(device, new Float32Array(4 * h * w).fill(1.1), [4, 1, h, w]);
    using weight = tensor(device, [1], [1, 1, 1, 1], { requiresGrad: true });
    using bias = tensor(device, [0], [1], { requiresGrad: true });
    using y = conv2d(x, weight, bias);
    using dy = tensor(device, new Float32Array(4 * h * w).fill(0.7), [4, 1, h, w]);
    const [dweight, dbias] = gradients(y, [weight, bias], { dy });
    const exact = 4 * h * w * Math.fround(0.7);
    expect(Math.abs((await dbias!.item()) / exact - 1)).toBeLessThan(1e-6);
    expect(Math.abs((await dweight!.item()) / (exact * Math.fround(1.1)) - 1)).toBeLessThan(1e-6);
  });
});
