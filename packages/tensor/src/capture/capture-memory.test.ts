import { describe, expect, test } from "vitest";
import { assign } from "../assign.ts";
import { tensor, zeros } from "../create.ts";
import * as ops from "../ops/index.ts";
import { keep } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { capture } from "./capture.ts";
import { network } from "./testing/network.ts";

const device = await testDevice();

describe("the memory of a captured step", () => {
  test("goes with it, and what it was given stays", async () => {
    const { step: body, tensors } = network(device, 3);
    const { usedBytes } = device.stats;
    const step = await capture(device, body);
    step.run();
    expect(device.stats.usedBytes).toBeGreaterThan(usedBytes);
    step.dispose();
    step.dispose();
    expect(device.stats.usedBytes).toBe(usedBytes);
    for (const tensor of tensors) expect(tensor.disposed).toBe(false);
    expect(() => step.run()).toThrow("run: expected a captured step in use; got one that was disposed of");
  });

  test("tensors that it was given may be disposed of before it runs", async () => {
    const x = tensor(device, [1, 2, 3], [3]);
    using step = await capture(device, () => ops.add(x, 1));
    x.dispose();
    using other = tensor(device, [7, 7, 7], [3]);
    step.run();
    expect([...(await step.result.read())]).toEqual([2, 3, 4]);
    expect([...(await other.read())]).toEqual([7, 7, 7]);
  });

  test("a tensor handed back as it came stays its owner's", async () => {
    using weight = tensor(device, [1, 2], [2]);
    const step = await capture(device, () => {
      assign(weight, ops.mul(weight, 2));
      return weight;
    });
    step.run();
    expect([...(await step.result.read())]).toEqual([2, 4]);
    step.dispose();
    expect(weight.disposed).toBe(false);
    expect([...(await weight.read())]).toEqual([2, 4]);
  });

  test("a tensor that leaves the body by another way has no values, nor one over a result of a step that is gone", async () => {
    using x = tensor(device, [1, 2, 3, 4], [4]);
    const word = "got one of a captured step that is not among its results, or whose step was disposed of";
    const leaked: Tensor[] = [];
    const step = await capture(device, () => {
      const inner = keep(ops.exp(x));
      leaked.push(inner);
      return ops.sum(ops.neg(ops.sum(inner, { keepdim: true })));
    });
    step.run();
    await expect(leaked[0]!.read()).rejects.toThrow(word);
    const other = step.result.alias();
    step.dispose();
    await expect(other.read()).rejects.toThrow(word);
    expect(() => ops.neg(other)).toThrow(word);
  });

  test("is close to what is needed at once", async () => {
    using step = await capture(device, network(device, 4).step);
    expect(step.stats.bytes).toBeGreaterThanOrEqual(step.stats.leastBytes);
    expect(step.stats.bytes).toBeLessThan(1.1 * step.stats.leastBytes);
  });

  test("is refused beyond what it may take, before any is taken", async () => {
    using x = zeros(device, [64, 1024]);
    const body = () => ops.relu(ops.sum(ops.mul(x, x), { dim: 0 }));
    const { usedBytes } = device.stats;
    using step = await capture(device, body);
    const taken = device.stats.usedBytes - usedBytes;
    step.dispose();
    (await capture(device, body, { maxBytes: taken })).dispose();
    await expect(capture(device, body, { maxBytes: taken - 1 })).rejects.toThrow(
      `capture: expected a step of at most ${taken - 1} bytes; got one of ${taken}. Work on less at once`,
    );
    expect(device.stats.usedBytes).toBe(usedBytes);
  });
});
