import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { full, tensor } from "../../create.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { uniform } from "../../testing/vectors.ts";
import { std, variance } from "./index.ts";
import { contracts } from "./variance.contract.ts";
import { varianceOps } from "./variance.ts";

for (const contract of contracts) testOp(contract);
for (const [name, op] of Object.entries(varianceOps))
  testGolden(op, new URL(`./${name}.golden.json`, import.meta.url));

const device = await testDevice();
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

async function ofRows(f: typeof variance, correction: number) {
  using x = tensor(device, [1, 1, 1, 2, 4, 9, inf, 1, 1, nan, 0, 0], [4, 3], { requiresGrad: true });
  using y = f(x, { dim: 1, correction });
  using dy = full(device, y.shape, 1);
  using dx = gradients(y, [x], { dy })[0]!;
  return { y: [...(await y.read())], dx: [...(await dx.read()).slice(0, 3)] };
}

describe("variance and std", () => {
  test("equal elements have none, and no gradient; NaN and infinities spoil their row and no other", async () => {
    expect(await ofRows(variance, 1)).toEqual({ y: [0, 13, nan, nan], dx: [0, 0, 0] });
    expect(await ofRows(std, 1)).toEqual({ y: [0, Math.fround(Math.sqrt(13)), nan, nan], dx: [0, 0, 0] });
  });

  test("without a degree of freedom they are infinite, or NaN, as in PyTorch", async () => {
    for (const f of [variance, std])
      for (const correction of [3, 4]) expect((await ofRows(f, correction)).y).toEqual([nan, inf, nan, nan]);
    using x = full(device, [1], 5);
    expect(await variance(x).item()).toBeNaN();
    expect(await std(x, { correction: 0 }).item()).toBe(0);
  });

  test("keep their digits where the mean is 10,000 times the deviation", async () => {
    const values = uniform(5000, 7).map((value) => Math.fround(10_000 + 1.7 * value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const expected = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
    using x = tensor(device, Float32Array.from(values), [values.length]);
    expect(Math.abs((await variance(x).item()) / expected - 1)).toBeLessThan(1e-6);
    expect(Math.abs((await std(x).item()) / Math.sqrt(expected) - 1)).toBeLessThan(1e-6);
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(70_001, 6)), [70_001]);
    expect(await std(x).item()).toBe(await std(x).item());
  });
});
