import { afterAll, describe, expect, test } from "vitest";
import { withAutocast } from "./autocast.ts";
import { tensor } from "./create.ts";
import { Device } from "./device/device.ts";
import * as ops from "./ops/index.ts";
import type { Tensor } from "./tensor.ts";
import { testDevice } from "./testing/device.ts";
import { randomTensor } from "./testing/random-tensor.ts";

const device = await testDevice();
const x = randomTensor(device, [2, 3, 4, 4], 1);
const weight = randomTensor(device, [5, 4], 2);
const words = tensor(device, new Uint32Array(5), [5]);
const disposed = randomTensor(device, [5], 3);
disposed.dispose();
const elsewhere = randomTensor(new Device(device.gpu, device.profile), [5], 4);
afterAll(() => [x, weight, words].forEach((used) => void used.dispose()));

/** What a caller without types hands over. */
const any = (value: unknown) => value as never;

const calls: Record<string, () => Tensor> = {
  "sub: expected b to be a tensor; got b string": () => ops.sub(x, any("2")),
  "mul: expected b to be a tensor; got b object": () => ops.mul(x, any(null)),
  "maximum: expected b to be a tensor; got b string": () => ops.maximum(x, any("2")),
  "pow: expected b to be a tensor; got b object": () => ops.pow(x, any(null)),
  "lt: expected b to be a tensor; got b undefined": () => ops.lt(x, any(undefined)),
  "relu: expected x to be a tensor; got x object": () => ops.relu(any(null)),
  "conv2d: expected weight to be a tensor; got weight number": () =>
    withAutocast(true, () => ops.conv2d(x, any(3))),
  "relu6: expected x to be a tensor; got x object": () => withAutocast(true, () => ops.relu6(any(null))),
  "focalLoss: expected alpha to be a tensor; got alpha object": () =>
    ops.focalLoss(x, tensor(device, new Int32Array(32), [2, 4, 4]), { alpha: any(null) }),
  "flip: expected dims in a list; got dims 1": () => ops.flip(x, any(1)),
  "permute: expected dims in a list; got dims 0": () => ops.permute(x, any(0)),
  "reshape: expected shape in a list; got shape 96": () => ops.reshape(x, any(96)),
  "expand: expected shape in a list; got shape 2": () => ops.expand(x, any(2)),
  "tile: expected dims in a list; got dims 2": () => ops.tile(x, any(2)),
  "repeat: expected repeats in a list; got repeats 2": () => ops.repeat(x, any(2)),
  "pad: expected padding in a list; got padding 1": () => ops.pad(x, any(1)),
  "split: expected sizes in a list; got sizes 2": () => ops.split(x, any("2"))[0]!,
  "sum: expected dim in a list; got dim true": () => ops.sum(x, { dim: any(true) }),
  "adaptiveAvgPool2d: expected outputSize in a list; got outputSize 2": () =>
    ops.adaptiveAvgPool2d(x, any("2")),
  "upsampleNearest2d: expected scaleFactor in a list; got scaleFactor 2": () =>
    ops.upsampleNearest2d(x, { scaleFactor: any("2") }),
  "interpolate: expected size in a list; got size null": () =>
    ops.interpolate(x, { size: any(null), mode: "area" }),
  "maxUnpool2d: expected kernelSize of integers of at least 1; got kernelSize [2, 2, 2]": () =>
    ops.maxUnpool2d(x, tensor(device, new Uint32Array(96), x.shape), { kernelSize: any([2, 2, 2]) }),
  "einsum: expected an equation; got equation 3": () => ops.einsum(any(3), x),
  "gelu: expected approximate of none or tanh; got approximate Tanh": () =>
    ops.gelu(x, { approximate: any("Tanh") }),
  "upsampleBilinear2d: expected coordinateMode of half_pixel, pytorch_half_pixel, asymmetric, align_corners; got coordinateMode half-pixel":
    () => ops.upsampleBilinear2d(x, { scaleFactor: 2 }, any("half-pixel")),
  "resampleAntialiased2d: expected filter of bilinear or bicubic; got filter linear": () =>
    ops.resampleAntialiased2d(x, { size: [2, 2], filter: any("linear") }),
  "maxPool2d: expected stride of integers of at least 1; got stride [1, 1, 1]": () =>
    ops.maxPool2d(x, { kernelSize: 2, stride: any([1, 1, 1]) }),
  "avgPool2d: expected kernelSize of integers of at least 1; got kernelSize null": () =>
    ops.avgPool2d(x, { kernelSize: any(null) }),
  "avgPool2d: expected kernelSize of integers of at least 1; got kernelSize 22": () =>
    ops.avgPool2d(x, { kernelSize: any("22") }),
  "conv2d: expected padding of integers of at least 0; got padding null": () =>
    ops.conv2d(x, randomTensor(device, [1, 3, 1, 1], 5), null, { padding: any(null) }),
  "layerNorm: expected options of numbers that a kernel can hold; got eps small": () =>
    ops.layerNorm(x, 4, null, null, { eps: any("small") }),
  "leakyRelu: expected options of numbers that a kernel can hold; got a [0.1, 0.2]": () =>
    ops.leakyRelu(x, any([0.1, 0.2])),
  "berHuLoss: expected reduction of mean, sum or none; got reduction median": () =>
    ops.berHuLoss(x, x, { reduction: any("median") }),
  "linear: expected x and bias of one element type; got x f32, bias u32": () => ops.linear(x, weight, words),
  "tensor: expected a tensor in use; got a disposed tensor [5]. Use keep() or return it from its scope": () =>
    ops.linear(x, weight, disposed),
  [`linear: expected all tensors on one device; got bias on ${device.profile.description}, another`]: () =>
    ops.linear(x, weight, elsewhere),
  [`convTranspose2d: expected a result of at most ${2 ** 48} elements; got result [1, 1, 3e+200, 3e+200]`]:
    () =>
      ops.convTranspose2d(
        randomTensor(device, [1, 1, 4, 4], 6),
        randomTensor(device, [1, 1, 1, 1], 7),
        null,
        { stride: 1e200 },
      ),
};

describe("callers without types are told what was expected, before anything is launched", () => {
  for (const [message, call] of Object.entries(calls))
    test(message, async () => {
      await device.synchronize();
      const { dispatches } = device.stats;
      expect(call).toThrow(message);
      await device.synchronize();
      expect(device.stats.dispatches).toBe(dispatches);
    });
});
