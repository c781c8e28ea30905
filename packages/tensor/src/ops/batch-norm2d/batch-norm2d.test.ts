import { describe, expect, test } from "vitest";
import { gradients } from "../../autograd/gradients.ts";
import { full, tensor, zeros } from "../../create.ts";
import { KernelError } from "../../errors.ts";
import { testDevice } from "../../testing/device.ts";
import { testGolden } from "../../testing/test-golden.ts";
import { testOp } from "../../testing/test-op.ts";
import { relativeError, uniform } from "../../testing/vectors.ts";
import { contract } from "./batch-norm2d.contract.ts";
import { batchNorm2dOp } from "./batch-norm2d.ts";
import { batchNorm2d } from "./index.ts";

testOp(contract);
testGolden(batchNorm2dOp, new URL("./batch-norm2d.golden.json", import.meta.url));

const device = await testDevice();

describe("batchNorm2d", () => {
  test("moves the running statistics towards the mean and the unbiased variance", async () => {
    using x = tensor(device, [1, 2, 3, 4, -1, -1, -1, -1], [1, 2, 2, 2]);
    using runningMean = tensor(device, [0, 2], [2]);
    using runningVar = tensor(device, [1, 1], [2]);
    using y = batchNorm2d(x, undefined, undefined, {
      runningMean,
      runningVar,
      training: true,
      momentum: 0.5,
    });
    // The mean and variance of 1, 2, 3, 4 are 2.5 and 5/3; those of the constant channel -1 and 0.
    expect(relativeError(await runningMean.read(), [1.25, 0.5])).toBeLessThan(1e-6);
    expect(relativeError(await runningVar.read(), [4 / 3, 0.5])).toBeLessThan(1e-6);
    expect([...(await y.read())].slice(4)).toEqual([0, 0, 0, 0]);
  });

  test("one tensor as both running statistics is refused at once, not by the GPU later", async () => {
    using x = tensor(device, [1, 2, 3, 4], [1, 1, 2, 2]);
    using running = tensor(device, [1], [1]);
    const options = { runningMean: running, runningVar: running, training: true };
    expect(() => batchNorm2d(x, null, null, options)).toThrow(
      new KernelError(
        "batchNorm2d.mean: expected tensors that are changed in place to have memory of their own; " +
          'got "runningMean" twice',
      ),
    );
    await device.synchronize();
  });

  test("evaluation leaves the running statistics as they are", async () => {
    using x = tensor(device, [1, 2, 3, 4], [1, 1, 2, 2]);
    using runningMean = tensor(device, [2], [1]);
    using runningVar = tensor(device, [4], [1]);
    using y = batchNorm2d(x, undefined, undefined, { runningMean, runningVar, training: false, eps: 0 });
    expect([...(await y.read())]).toEqual([-0.5, 0, 0.5, 1]);
    expect([await runningMean.item(), await runningVar.item()]).toEqual([2, 4]);
  });

  test("the default momentum is 0.1, the default eps 1e-5", async () => {
    using x = tensor(device, [0, 0.01], [2, 1, 1, 1]);
    using runningMean = zeros(device, [1]);
    using runningVar = zeros(device, [1]);
    using y = batchNorm2d(x, undefined, undefined, { runningMean, runningVar, training: true });
    expect(relativeError(await runningMean.read(), [0.0005])).toBeLessThan(1e-6);
    expect(
      relativeError(await y.read(), [-0.005 / Math.sqrt(3.5e-5), 0.005 / Math.sqrt(3.5e-5)]),
    ).toBeLessThan(1e-6);
  });

  test("keeps its digits where the mean is 10,000 times the deviation, whatever the first value", async () => {
    const values = uniform(2 * 33 * 31, 7).map((value) => Math.fround(10_000 + 1.7 * value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    using x = tensor(device, Float32Array.from(values), [2, 1, 33, 31]);
    using y = batchNorm2d(x, undefined, undefined, { training: true });
    const expected = values.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
    expect(relativeError(await y.read(), expected)).toBeLessThan(2e-6);

    // A border of zeros is far from the mean of what it surrounds, and the first that each lane sees.
    const bordered = values.map((value, i) => (i % 1023 < 31 ? 0 : value));
    const level = bordered.reduce((sum, value) => sum + value, 0) / bordered.length;
    const spread = bordered.reduce((sum, value) => sum + (value - level) ** 2, 0) / bordered.length;
    using runningMean = zeros(device, [1]);
    using runningVar = zeros(device, [1]);
    x.write(Float32Array.from(bordered));
    using _ = batchNorm2d(x, undefined, undefined, { runningMean, runningVar, training: true, momentum: 1 });
    expect(relativeError(await runningMean.read(), [level])).toBeLessThan(1e-6);
    const unbiased = (spread * bordered.length) / (bordered.length - 1);
    expect(relativeError(await runningVar.read(), [unbiased])).toBeLessThan(1e-6);
  });

  test("gradients of a training call stand when its running statistics move on", async () => {
    using x = tensor(device, [1, 2, 3, 5], [1, 1, 2, 2], { requiresGrad: true });
    using dy = tensor(device, [1, 0, 0, 0], [1, 1, 2, 2]);
    using runningMean = zeros(device, [1]);
    using runningVar = full(device, [1], 1);
    const options = { runningMean, runningVar, training: true };
    using first = batchNorm2d(x, undefined, undefined, options);
    const [before] = gradients(first, [x], { dy, retainGraph: true });
    using _second = batchNorm2d(x, undefined, undefined, options);
    const [after] = gradients(first, [x], { dy });
    expect(await after!.read()).toEqual(await before!.read());
    before!.dispose();
    after!.dispose();
  });

  test("gradients of an evaluation call are refused once its running statistics have moved", () => {
    using x = tensor(device, [1, 2, 3, 5], [1, 1, 2, 2]);
    using weight = full(device, [1], 1, { requiresGrad: true });
    using runningMean = zeros(device, [1]);
    using runningVar = full(device, [1], 1);
    using y = batchNorm2d(x, weight, undefined, { runningMean, runningVar, training: false });
    using _ = batchNorm2d(x, weight, undefined, { runningMean, runningVar, training: true });
    expect(() => gradients(y, [weight], { dy: x })).toThrow(
      "batchNorm2d: expected runningMean as it was in forward; got one changed in place since. " +
        "Ask for gradients before the change",
    );
  });

  test("a NaN or an infinity spoils its channel and no other", async () => {
    using x = tensor(device, [1, Number.NaN, 1, 2, Number.POSITIVE_INFINITY, 3], [1, 3, 1, 2]);
    using y = batchNorm2d(x, undefined, undefined, { training: true, eps: 0 });
    expect([...(await y.read())]).toEqual([Number.NaN, Number.NaN, -1, 1, Number.NaN, Number.NaN]);
  });

  test("two runs give the same bits", async () => {
    using x = tensor(device, Float32Array.from(uniform(2 * 3 * 37 * 41, 3)), [2, 3, 37, 41], {
      requiresGrad: true,
    });
    using weight = tensor(device, [0.3, 2, -1], [3], { requiresGrad: true });
    const run = async () => {
      using y = batchNorm2d(x, weight, undefined, { training: true });
      const made = gradients(y, [x, weight], { dy: x });
      const values = [await y.read(), await made[0]!.read(), await made[1]!.read()];
      for (const gradient of made) gradient.dispose();
      return values;
    };
    expect(await run()).toEqual(await run());
  });
});
