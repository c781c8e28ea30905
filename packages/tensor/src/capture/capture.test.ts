import { describe, expect, test } from "vitest";
import { assign } from "../assign.ts";
import { gradients } from "../autograd/gradients.ts";
import { full, tensor, zeros } from "../create.ts";
import type { Device } from "../device/device.ts";
import { execute } from "../execute.ts";
import { linear } from "../grid.ts";
import * as ops from "../ops/index.ts";
import { keep, scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { randomTensor } from "../testing/random-tensor.ts";
import { uniform } from "../testing/vectors.ts";
import { capture } from "./capture.ts";
import descend from "./testing/descend.wgsl";

const device = await testDevice();
const values = (shape: readonly number[], seed: number, requiresGrad = false) =>
  randomTensor(device, shape, seed, { requiresGrad });

/** A small network with every kind of launch a training step has, and its parameters. */
function network(seed: number) {
  const parameters = {
    first: values([8, 3, 3, 3], seed, true),
    scale: full(device, [8], 1, { requiresGrad: true }),
    shift: zeros(device, [8], { requiresGrad: true }),
    second: values([5, 8, 3, 3], seed + 1, true),
    bias: values([5], seed + 2, true),
  };
  const running = { runningMean: zeros(device, [8]), runningVar: full(device, [8], 1) };
  const image = values([2, 3, 12, 16], seed + 3);
  const labels = tensor(
    device,
    Uint8Array.from(uniform(2 * 12 * 16, seed + 4), (v) => Math.floor((v + 1) * 2.5)),
    [2, 12, 16],
  );
  const rate = tensor(device, [0.1], []);
  const step = () => {
    const hidden = ops.conv2d(image, parameters.first, null, { padding: 1, stride: 2 });
    const normal = ops.relu(
      ops.batchNorm2d(hidden, parameters.scale, parameters.shift, { ...running, training: true }),
    );
    const large = ops.upsampleBilinear2d(normal, { scaleFactor: 2 });
    const logits = ops.conv2d(large, parameters.second, parameters.bias, { padding: 1 });
    const loss = ops.crossEntropy2d(logits, labels);
    const trained = Object.values(parameters);
    gradients(loss, trained).forEach((gradient, i) => {
      const parameter = trained[i]!;
      const launch = {
        code: descend,
        reads: ["gradient", "rate"],
        updates: ["parameter"],
        writes: {},
        params: { size: parameter.size },
        grid: linear(parameter.size),
      };
      execute("descend", [launch], { gradient, rate, parameter });
    });
    return { loss: loss.detach(), logits: logits.detach() };
  };
  return { step, image, rate, tensors: [...Object.values(parameters), ...Object.values(running)] };
}

const bits = async (tensors: readonly { read(): Promise<ArrayLike<number>> }[]) =>
  Promise.all(tensors.map(async (x) => Array.from(await x.read())));

describe("capture", () => {
  test("a training step gives the bits of the same step run at once, also when data and rate change", async () => {
    const [eager, other] = [network(1), network(1)];
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
    const { step: body } = network(2);
    using step = await capture(device, body);
    step.run();
    const before = device.stats;
    for (let i = 0; i < 100; i++) step.run();
    const { submits, dispatches, ...after } = device.stats;
    expect(after).toEqual({ ...after, ...pick(before) });
    expect(submits - before.submits).toBe(100);
    expect(dispatches - before.dispatches).toBe(100 * step.stats.dispatches);
  });

  test("its memory goes with it, and what it was given stays", async () => {
    const { step: body, tensors } = network(3);
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
    using x = values([4, 4], 9);
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

  test("memory is close to what is needed at once", async () => {
    using step = await capture(device, network(4).step);
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

const pick = ({ buffers, bytes, usedBytes, pipelines, bindingsMade, readbacks }: Device["stats"]) => ({
  buffers,
  bytes,
  usedBytes,
  pipelines,
  bindingsMade,
  readbacks,
});

describe("capture refuses", () => {
  test("a write to a tensor that it was given, which no run would make again", async () => {
    using x = tensor(device, [1], [1]);
    await expect(capture(device, () => x.write(Float32Array.of(2)))).rejects.toThrow(
      "capture: expected a step that writes no tensor from the host; got a write, which no run would make again. " +
        "Write before each run",
    );
    expect(await x.item()).toBe(1);
  });

  test("a write to what an op of the body has made", async () => {
    using x = tensor(device, [1], [1]);
    const body = () => {
      const y = ops.mul(x, 3);
      y.write(Float32Array.of(9));
      return ops.mul(y, 2);
    };
    await expect(capture(device, body)).rejects.toThrow("got a write, which no run would make again");
  });

  test("a change of a tensor made in the body from numbers", async () => {
    const launch = {
      code: descend,
      reads: ["gradient", "rate"],
      updates: ["parameter"],
      writes: {},
      params: { size: 1 },
      grid: linear(1),
    };
    using x = tensor(device, [1], [1]);
    const body = () => execute("descend", [launch], { gradient: x, rate: x, parameter: zeros(device, [1]) });
    await expect(capture(device, body)).rejects.toThrow(
      "descend.parameter: expected a captured step to change tensors that it was given; got one made in it from " +
        "numbers, which would not be as it was in the next run. Make it outside",
    );
  });

  test("another capture inside, and a body that is asynchronous; ops work again afterwards", async () => {
    using x = tensor(device, [1], [1]);
    let inner: Promise<unknown> = Promise.resolve();
    await capture(device, () => {
      inner = capture(device, () => ops.neg(x));
      inner.catch(() => {});
    });
    await expect(inner).rejects.toThrow(
      "capture: expected a body without another capture in it; got one inside one",
    );
    await expect(capture(device, async () => ops.neg(x))).rejects.toThrow("got a promise");
    using y = ops.neg(x);
    expect(await y.item()).toBe(-1);
  });

  test("reads in the body, with a word on what to do", async () => {
    using x = tensor(device, [1], [1]);
    let read: Promise<unknown> = Promise.resolve();
    await capture(device, () => {
      read = ops.neg(x).read();
      read.catch(() => {});
    });
    await expect(read).rejects.toThrow(
      "tensor: expected a tensor that holds values; got one of a captured step that is not among its results, or " +
        "whose step was disposed of. Return it from the step's body",
    );
  });

  test("whatever goes wrong, and keeps no memory then", async () => {
    using x = tensor(device, [1], [1]);
    const launch = { code: "no kernel", reads: [], updates: ["x"], writes: {}, params: {}, grid: linear(1) };
    const { usedBytes } = device.stats;
    const thrown = capture(device, () => {
      ops.mul(ops.neg(x), tensor(device, [2], [1]));
      throw new Error("mine");
    });
    await expect(thrown).rejects.toThrow("mine");
    const uncompiled = capture(device, () => {
      execute("mine", [launch], { x });
      return ops.exp(ops.neg(x));
    });
    await expect(uncompiled).rejects.toThrow(/^mine\.x: /);
    expect(device.stats.usedBytes).toBe(usedBytes);
  });

  test("a kernel that does not compile, by its name", async () => {
    const launch = {
      code: "no kernel",
      reads: [],
      writes: { y: { shape: [1] } },
      params: {},
      grid: linear(1),
    };
    using x = tensor(device, [1], [1]);
    const body = () => execute("mine", [{ ...launch, reads: ["x"] }], { x });
    // Nobody would read what it makes: with a change in place it has to run.
    const changing = () => execute("mine", [{ ...launch, updates: ["x"], writes: {} }], { x });
    await expect(capture(device, body)).resolves.toBeDefined();
    await expect(capture(device, changing)).rejects.toThrow(/^mine\.x: /);
  });
});
