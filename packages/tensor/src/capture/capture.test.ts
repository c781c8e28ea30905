import { describe, expect, test } from "vitest";
import { assign } from "../assign.ts";
import { gradients } from "../autograd/gradients.ts";
import { tensor } from "../create.ts";
import type { Device } from "../device/device.ts";
import * as ops from "../ops/index.ts";
import { scope } from "../scope.ts";
import { testDevice } from "../testing/device.ts";
import { randomTensor } from "../testing/random-tensor.ts";
import { uniform } from "../testing/vectors.ts";
import { capture } from "./capture.ts";
import { network } from "./testing/network.ts";

const device = await testDevice();

const bits = async (tensors: readonly { read(): Promise<ArrayLike<number>> }[]) =>
  Promise.all(tensors.map(async (x) => Array.from(await x.read())));

const pick = ({ buffers, bytes, usedBytes, pipelines, bindingsMade, readbacks }: Device["stats"]) => ({
  buffers,
  bytes,
  usedBytes,
  pipelines,
  bindingsMade,
  readbacks,
});

describe("capture", () => {
  test("a training step gives the bits of the same step run at once, also when data and rate change", async () => {
    const [eager, other] = [network(device, 1), network(device, 1)];
    using step = await capture(device, other.step);
    for (let i = 0; i < 5; i++) {
      for (const { image, rate } of [eager, other]) {
        image.write(Float32Array.from(uniform(image.size, 50 + i)));
        rate.write(Float32Array.of(0.1 / (i + 1)));
      }
      const made = scope(eager.step);
      step.run();
      expect(await bits([step.result.loss, step.result.logits])).toEqual(
        await bits([made.loss, made.logits]),
      );
      expect(await bits(other.tensors)).toEqual(await bits(eager.tensors));
    }
  });

  test("a run is one submit; it makes no buffer, bind group or pipeline, and reads nothing back", async () => {
    const { step: body } = network(device, 2);
    using step = await capture(device, body);
    step.run();
    const before = device.stats;
    for (let i = 0; i < 100; i++) step.run();
    const { submits, dispatches, ...after } = device.stats;
    expect(after).toEqual({ ...after, ...pick(before) });
    expect(submits - before.submits).toBe(100);
    expect(dispatches - before.dispatches).toBe(100 * step.stats.dispatches);
  });

  test("numbers made into tensors in the body are constants", async () => {
    using x = tensor(device, [1, 2], [2]);
    using step = await capture(device, () => ops.mul(x, tensor(device, [10, 100], [2])));
    for (const values of [
      [1, 2],
      [3, 4],
    ]) {
      x.write(Float32Array.from(values));
      step.run();
      expect([...(await step.result.read())]).toEqual([values[0]! * 10, values[1]! * 100]);
    }
  });

  test("gradients over what a run has changed since are refused", async () => {
    using weight = tensor(device, [1, 2, 3], [3], { requiresGrad: true });
    using step = await capture(device, () => {
      assign(weight, ops.add(weight.detach(), 1));
      return ops.exp(weight.detach());
    });
    step.run();
    const loss = ops.sum(ops.square(weight));
    const weighted = ops.sum(ops.mul(weight, step.result));
    step.run();
    expect(() => gradients(loss, [weight])).toThrow("got one changed in place since");
    expect(() => gradients(weighted, [weight])).toThrow(
      "mul: expected b as it was in forward; got one changed in place",
    );
  });

  test("results that nobody reads are not made", async () => {
    using x = randomTensor(device, [4, 4], 9);
    using step = await capture(device, () => {
      ops.exp(ops.exp(x));
      return ops.neg(x);
    });
    expect(step.stats.dispatches).toBe(1);
    expect(step.stats.launches).toBe(3);
  });

  test("an input handed back is itself", async () => {
    using x = tensor(device, [5], [1]);
    using step = await capture(device, () => ({ same: x.alias(), twice: [ops.add(x, x)] as const }));
    step.run();
    expect(await step.result.same.item()).toBe(5);
    expect(await step.result.twice[0].item()).toBe(10);
  });

  test("an empty step runs", async () => {
    using step = await capture(device, () => null);
    step.run();
    expect(step.result).toBe(null);
  });
});
