import { describe, expect, test } from "vitest";
import { gradients } from "../autograd/gradients.ts";
import { capture } from "../capture/index.ts";
import { full, tensor, zeros } from "../create.ts";
import { Device } from "../device/device.ts";
import * as ops from "../ops/index.ts";
import { scope } from "../scope.ts";
import type { Tensor } from "../tensor.ts";
import { testDevice } from "../testing/device.ts";
import { randomTensor } from "../testing/random-tensor.ts";
import { integers, relativeError, uniform } from "../testing/vectors.ts";

const shared = await testDevice();
/** The same adapter, as if its kernels could bind no more than so many bytes. */
const deviceOf = (maxBindingBytes: number) => new Device(shared.gpu, { ...shared.profile, maxBindingBytes });

type Body = (inputs: Record<string, Tensor>) => Tensor;

/** Five images of 48 KiB: with windows of 128 KiB no piece holds more than two. */
const shapes = {
  x: [5, 3, 64, 64],
  other: [5, 3, 64, 64],
  one: [1, 3, 64, 64],
  weight: [4, 3, 3, 3],
  bias: [4],
  channel: [3, 1, 1],
};
const labelsOf = ({ device, shape: [N, C, H, W] }: Tensor) =>
  tensor(device, Int32Array.from(integers(N! * H! * W!, C!, 3)), [N!, H!, W!]);
const maskOf = ({ device, shape: [N, , H, W] }: Tensor) =>
  tensor(device, Uint8Array.from(integers(N! * H! * W!, 9, 3)), [N!, H!, W!]);

const bodies: Record<string, Body> = {
  "functions and arithmetic": ({ x, other }) => ops.mul(ops.relu(x!), ops.sub(other!, 2)),
  "a channel's factor": ({ x, channel }) => ops.mul(x!, channel!),
  "an operand of one image": ({ x, one }) => ops.add(x!, one!),
  "a convolution": ({ x, weight, bias }) => ops.conv2d(x!, weight!, bias!, { padding: 1 }),
  "a convolution to larger images": ({ x, weight }) =>
    ops.convTranspose2d(x!, ops.permute(weight!, [1, 0, 2, 3]), null, { padding: 1 }),
  pooling: ({ x }) => ops.maxPool2d(x!, { kernelSize: 2 }),
  upsampling: ({ x }) => ops.upsampleBilinear2d(x!, { scaleFactor: [1, 2] }),
  "a softmax": ({ x }) => ops.softmax(x!, 1),
  "a sum over images": ({ x }) => ops.sum(ops.exp(x!), { dim: [0, 2, 3] }),
  "a mean of all": ({ x }) => ops.mean(ops.mul(x!, x!)),
  "sums of each image": ({ x }) => ops.sum(x!, { dim: 2 }),
  "side by side": ({ x, other }) => ops.concat([x!, other!], 1),
  normalisation: ({ x, weight }) =>
    ops.batchNorm2d(x!, ops.slice(ops.reshape(weight!, [108]), 0, 0, 3), null, { training: true }),
  "normalisation by gathered statistics": ({ x, channel }) =>
    ops.batchNorm2d(x!, ops.reshape(channel!, [3]), null, {
      training: false,
      runningMean: full(x!.device, [3], 0.2),
      runningVar: full(x!.device, [3], 0.7),
    }),
  "normalisation of each image": ({ x, channel }) =>
    ops.layerNorm(ops.groupNorm(x!, 3, ops.reshape(channel!, [3])), 64),
  "each element's loss": ({ x, other }) => ops.huberLoss(x!, other!, { reduction: "none" }),
  "a sum of losses": ({ x, other }) => ops.l1Loss(x!, other!, { reduction: "sum", mask: maskOf(x!) }),
  "weighted losses of each element": ({ x, other, channel }) =>
    ops.binaryCrossEntropyWithLogits(x!, ops.sigmoid(other!), {
      weight: ops.sigmoid(ops.slice(other!, 1, 0, 1)).detach(),
      posWeight: ops.exp(channel!).detach(),
      mask: maskOf(x!),
      reduction: "none",
    }),
  "a sum of divergences": ({ x, other }) =>
    ops.klDivLoss(ops.logSoftmax(x!, 1), ops.softmax(other!, 1), { reduction: "sum" }),
  "a sum over labelled pixels": ({ x }) => ops.crossEntropy2d(x!, labelsOf(x!), { reduction: "sum" }),
  "focal losses of each pixel": ({ x }) => ops.focalLoss(x!, labelsOf(x!), { reduction: "none" }),
  "a sum of likelihoods": ({ x }) => ops.nllLoss2d(x!, labelsOf(x!), { reduction: "sum" }),
  "binary focal losses of each element": ({ x, other }) =>
    ops.sigmoidFocalLoss(x!, ops.sigmoid(other!).detach(), { reduction: "none", mask: maskOf(x!) }),
  "a sum over edges": ({ x, other }) => ops.gradientDifferenceLoss(x!, other!, { reduction: "sum" }),
  "a value used twice": ({ x }) => ops.add(ops.exp(x!), ops.mul(x!, x!)),
};

/** Value and gradients on a device. */
function results(device: Device, body: Body): Tensor[] {
  const inputs = inputsOn(device);
  return scope(() => {
    const y = body(inputs);
    const dy = tensor(device, Float32Array.from(uniform(y.size, 9)), y.shape);
    return [y, ...gradients(y, Object.values(inputs), { dy })];
  });
}

const inputsOn = (device: Device): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(shapes).map(([name, shape], seed) => [
      name,
      randomTensor(device, shape, seed, { requiresGrad: true }),
    ]),
  );

describe("tensors larger than a kernel can bind", () => {
  for (const [name, body] of Object.entries(bodies))
    test(`${name}: values and gradients as of tensors that it can`, async () => {
      const [small, large] = [deviceOf(131_072), deviceOf(shared.profile.maxBindingBytes)];
      const expected = results(large, body);
      for (const [i, got] of results(small, body).entries()) {
        expect(got.shape).toEqual(expected[i]!.shape);
        expect(relativeError(await got.read(), await expected[i]!.read()), `result ${i}`).toBeLessThan(1e-5);
      }
    });

  test("the last one's window ends where a binding must, before the buffer does", async () => {
    const values = Float32Array.from(uniform(2 * 127 * 256, 3));
    const bits = async (device: Device) => {
      const x = tensor(device, values, [2, 127, 256], { requiresGrad: true });
      const y = bodies["a value used twice"]!({ x });
      const dy = tensor(device, values, y.shape);
      return [await y.read(), await gradients(y, [x], { dy })[0]!.read()];
    };
    expect(await bits(deviceOf(131_072))).toEqual(await bits(deviceOf(shared.profile.maxBindingBytes)));
  });

  test("in a captured step too, to the same bits", async () => {
    const device = deviceOf(131_072);
    const inputs = inputsOn(device);
    const body = () => {
      const hidden = ops.relu(ops.conv2d(inputs["x"]!, inputs["weight"]!, null, { padding: 1 }));
      const loss = ops.mean(ops.mul(hidden, hidden));
      return [loss.detach(), ...gradients(loss, [inputs["x"]!, inputs["weight"]!])];
    };
    const eager = scope(body);
    using step = await capture(device, body);
    for (let i = 0; i < 2; i++) step.run();
    for (const [i, x] of eager.entries()) expect(await step.result[i]!.read()).toEqual(await x.read());
  });

  test("images of halves that end within a word, to the same bits", async () => {
    const { profile } = shared;
    if (!profile.f16) return expect(() => zeros(shared, [1], { dtype: "f16" })).toThrow("shader-f16");
    const values = Float32Array.from(uniform(201 * 147, 3));
    const bits = async (device: Device) => {
      const x = tensor(device, values, [201, 3, 7, 7], { dtype: "f16", requiresGrad: true });
      const y = ops.sigmoid(x);
      const dy = tensor(device, values, y.shape, { dtype: "f16" });
      return [await y.read(), await gradients(y, [x], { dy })[0]!.read()];
    };
    expect(await bits(deviceOf(40_960))).toEqual(await bits(deviceOf(profile.maxBindingBytes)));
  });

  test("leave no memory behind, and loops over them make nothing new", async () => {
    const device = deviceOf(131_072);
    const inputs = inputsOn(device);
    const turn = () =>
      scope(
        () => void gradients(ops.sum(bodies["a convolution"]!(inputs)), [inputs["x"]!, inputs["weight"]!]),
      );
    for (let i = 0; i < 2; i++) turn();
    await device.synchronize();
    const { usedBytes, buffers, bindingsMade } = device.stats;
    for (let i = 0; i < 3; i++) turn();
    expect(device.stats.usedBytes).toBe(usedBytes);
    expect(device.stats.buffers).toBe(buffers);
    expect(device.stats.bindingsMade).toBe(bindingsMade);
  });

  test("running statistics move as with tensors that it can bind", async () => {
    const move = async (device: Device) => {
      const { x } = inputsOn(device);
      const running = { runningMean: zeros(device, [3]), runningVar: full(device, [3], 1) };
      ops.batchNorm2d(x!, null, null, { ...running, training: true, momentum: 0.3 });
      return [...(await running.runningMean.read()), ...(await running.runningVar.read())];
    };
    expect(
      relativeError(await move(deviceOf(131_072)), await move(deviceOf(shared.profile.maxBindingBytes))),
    ).toBeLessThan(1e-5);
  });

  test("are refused where they cannot be cut, before anything is launched", async () => {
    const device = deviceOf(131_072);
    const { x } = inputsOn(device);
    await device.synchronize();
    const before = device.stats;
    expect(() => ops.matmul(ops.reshape(x!, [5, 12_288]), ops.reshape(x!, [12_288, 5]))).toThrow(
      "matmul.a: expected tensors of at most 131072 bytes on this adapter; got 245760 bytes. " +
        "Use a smaller batch or resolution",
    );
    expect(() => ops.relu(tensor(device, new Float32Array(40_000), [1, 40_000]))).toThrow(
      expect.objectContaining({
        name: "DeviceError",
        message:
          "relu: expected images of which 1 fit into 131072 bytes, the most that a kernel can bind; " +
          "got images [1, 40000], bytes each 160000. Use a smaller resolution",
      }),
    );
    await device.synchronize();
    expect(device.stats.dispatches).toBe(before.dispatches);
  });
});

test("a step of training on activations of more than 128 MiB each", async () => {
  // What each pixel of 8x8 sees is the same, so that the small network over their means has the same loss.
  const device = deviceOf(Math.min(shared.profile.maxBindingBytes, 2 ** 27));
  const values = (shape: readonly number[], seed: number) =>
    randomTensor(device, shape, seed, { requiresGrad: true });
  const small = values([3, 3, 256, 176], 1);
  const weight = values([4, 3, 1, 1], 2);
  const lossOf = (x: Tensor) => {
    const hidden = ops.relu(ops.conv2d(x, weight, null));
    return [hidden, hidden.shape[2] === 256 ? hidden : ops.avgPool2d(hidden, { kernelSize: 8 })] as const;
  };
  const step = (x: Tensor) =>
    scope(() => {
      const [hidden, pooled] = lossOf(x);
      const loss = ops.mean(ops.mul(pooled, pooled));
      return { bytes: 4 * hidden.size, made: [loss, ...gradients(loss, [small, weight])] };
    });
  const large = step(ops.upsampleNearest2d(small, { scaleFactor: 8 }));
  expect(large.bytes).toBeGreaterThan(2 ** 27);
  const expected = step(small);
  for (const [i, got] of large.made.entries())
    expect(relativeError(await got.read(), await expected.made[i]!.read())).toBeLessThan(1e-5);
});
