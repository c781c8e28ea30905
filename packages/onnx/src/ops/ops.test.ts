import type { Tensor } from "@equipoise/tensor";
import * as t from "@equipoise/tensor";
import { describe, expect, test } from "vitest";
import { testDevice } from "../testing/device.ts";
import { expectSame, numbers } from "../testing/expect-same.ts";
import { writers } from "./writers.ts";

const device = await testDevice();

/** A tensor of given shape, the same each time. */
const made = (shape: readonly number[], seed = 3): Tensor =>
  t.tensor(device, numbers(t.size(shape), seed), shape);
const positive = (shape: readonly number[], seed = 4): Tensor =>
  t.tensor(
    device,
    numbers(t.size(shape), seed).map((value) => value + 1.5),
    shape,
  );

type Call = (x: Tensor, z: Tensor) => Tensor | readonly Tensor[];

// What each op is called with, x [N, 4, 6, 9] and z [N, 4, 6, 9].
const calls: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  conv2d: {
    "with a bias, strides and dilations": (x) =>
      t.conv2d(x, made([8, 2, 3, 2]), made([8], 5), {
        stride: [2, 1],
        padding: [1, 2],
        dilation: [2, 1],
        groups: 2,
      }),
    "of its own size, without a bias": (x) =>
      t.conv2d(x, made([3, 4, 4, 3]), null, { padding: "same", dilation: [1, 3] }),
    "with four paddings": (x) => t.conv2d(x, made([3, 4, 2, 2]), null, { padding: [0, 1, 2, 3] }),
    "without padding": (x) => t.conv2d(x, made([3, 4, 2, 2]), null, { padding: "valid" }),
  },
  convTranspose2d: {
    "with everything": (x) =>
      t.convTranspose2d(x, made([4, 3, 3, 2]), made([6], 5), {
        stride: [2, 3],
        padding: [1, 0, 0, 1],
        outputPadding: [1, 0],
        groups: 2,
        dilation: [1, 2],
      }),
    "with nothing": (x) => t.convTranspose2d(x, made([4, 3, 2, 2])),
  },
  batchNorm2d: {
    "in evaluation": (x) =>
      t.batchNorm2d(x, made([4]), made([4], 6), {
        runningMean: made([4], 7),
        runningVar: positive([4]),
        training: false,
        eps: 1e-3,
      }),
    "without weight and bias": (x) =>
      t.batchNorm2d(x, null, null, { runningMean: made([4], 7), runningVar: positive([4]), training: false }),
  },
  layerNorm: {
    "of two axes": (x) => t.layerNorm(x, [6, 9], made([6, 9]), made([6, 9], 8), { eps: 1e-2 }),
    "without weight": (x) => t.layerNorm(x, 9),
  },
  groupNorm: {
    "of two groups": (x) => t.groupNorm(x, 2, made([4]), made([4], 8)),
    "without weight": (x) => t.groupNorm(x, 4),
  },
  instanceNorm2d: { "with weight": (x) => t.instanceNorm2d(x, made([4]), made([4], 8), { eps: 1e-2 }) },
  maxPool2d: {
    "with padding, overlapping": (x) => t.maxPool2d(x, { kernelSize: 3, stride: 2, padding: 1 }),
    dilated: (x) => t.maxPool2d(x, { kernelSize: [2, 3], stride: [3, 2], dilation: [2, 1] }),
    "with a last window over the edge": (x) =>
      t.maxPool2d(x, { kernelSize: [3, 2], stride: 2, ceilMode: true }),
    "and its indices": (x) => {
      const [y, indices] = t.maxPool2dWithIndices(x, { kernelSize: 3, stride: 2, padding: [1, 0] });
      return [y, t.mul(t.cast(indices, "f32"), 0.5)];
    },
  },
  maxUnpool2d: {
    "to the size that was": (x) => {
      const [y, indices] = t.maxPool2dWithIndices(x, { kernelSize: 2 });
      return t.maxUnpool2d(t.relu(y), indices, { kernelSize: 2, outputSize: x.shape });
    },
    "of padded windows, to the usual size": (x) => {
      const [y, indices] = t.maxPool2dWithIndices(x, { kernelSize: [2, 3], stride: [2, 3], padding: [1, 0] });
      return t.maxUnpool2d(y, indices, { kernelSize: [2, 3], padding: [1, 0] });
    },
  },
  avgPool2d: {
    "with padding that counts": (x) => t.avgPool2d(x, { kernelSize: 3, stride: 2, padding: 1 }),
    "with padding that does not": (x) =>
      t.avgPool2d(x, { kernelSize: [3, 2], padding: 1, countIncludePad: false }),
    "with a divisor": (x) => t.avgPool2d(x, { kernelSize: 2, padding: 1, divisorOverride: 3 }),
  },
  adaptiveAvgPool2d: {
    "of whole images": (x) => t.adaptiveAvgPool2d(x, 1),
    "of a divisor": (x) => t.adaptiveAvgPool2d(x, [2, 3]),
  },
  adaptiveMaxPool2d: {
    "of whole images": (x) => t.adaptiveMaxPool2d(x, 1),
    "of a divisor": (x) => t.adaptiveMaxPool2d(x, [null, 3]),
  },
  upsampleBilinear2d: {
    "with aligned corners": (x) => t.upsampleBilinear2d(x, { size: [13, 10] }, true),
    "by halves of pixels": (x) => t.upsampleBilinear2d(x, { size: [11, 20] }),
    "to less": (x) => t.upsampleBilinear2d(x, { size: [4, 1] }, true),
    "by a factor that leaves something": (x) => t.upsampleBilinear2d(x, { scaleFactor: [1.5, 1.7] }),
    "of edges": (x) => t.upsampleBilinear2d(x, { size: [12, 18] }, "asymmetric"),
  },
  upsampleBicubic2d: {
    "with aligned corners": (x) => t.upsampleBicubic2d(x, { size: [13, 10] }, true),
    "by halves of pixels": (x) => t.upsampleBicubic2d(x, { scaleFactor: 2 }),
  },
  upsampleNearest2d: {
    doubled: (x) => t.upsampleNearest2d(x, { scaleFactor: 2 }),
    "to threefold and the same": (x) => t.upsampleNearest2d(x, { size: [18, 9] }, true),
  },
  add: {
    "of two": (x, z) => t.add(x, z),
    "of a number in front": (x) => t.add(2.5, x),
    "by channel": (x) => t.add(x, made([4, 1, 1])),
  },
  sub: { "of two": (x, z) => t.sub(x, z), "from a number": (x) => t.sub(1, x) },
  mul: { "of two": (x, z) => t.mul(x, z), "by a number": (x) => t.mul(x, -3) },
  div: { "of two": (x, z) => t.div(x, t.add(z, 2)), "of a number": (x) => t.div(1, t.add(x, 2)) },
  maximum: { "of two": (x, z) => t.maximum(x, z), "of a number": (x) => t.maximum(x, 0.25) },
  minimum: { "by channel": (x) => t.minimum(x, made([4, 1, 1])) },
  pow: { "of a number": (x) => t.pow(t.add(x, 1.5), 2.5), "of two": (x, z) => t.pow(t.add(x, 1.5), z) },
  eq: { "of two": (x) => t.cast(t.eq(t.round(x), 0), "f32") },
  ne: { "of two": (x) => t.cast(t.ne(t.round(x), 0), "f32") },
  lt: { "of two": (x, z) => t.cast(t.lt(x, z), "f32") },
  le: { "of a number": (x) => t.cast(t.le(x, 0.5), "f32") },
  gt: { "of two": (x, z) => t.cast(t.gt(x, z), "f32") },
  ge: { "of a number in front": (x) => t.cast(t.ge(0.5, x), "f32") },
  where: {
    "of two": (x, z) => t.where(t.gt(x, z), x, z),
    "of a number": (x) => t.where(t.gt(x, 0), x, -1),
    "of numbers": (x) => t.where(t.round(x), 3, 4),
  },
  cast: { "of truths": (x) => t.cast(t.gt(x, 0), "f32") },
  reshape: {
    "of rows": (x) => t.reshape(x, [-1, 9]),
    "within images": (x) => t.reshape(x, [-1, 2, 2, 54]),
    "of the batch and more": (x) => t.reshape(x, [x.shape[0]!, 24, 9]),
  },
  expand: {
    "of an image": (x) => t.expand(t.adaptiveAvgPool2d(x, 1), [-1, -1, 3, 5]),
    "of one to the batch": (x) => t.expand(made([1, 4, 1, 1]), x.shape),
    "to twice the batch": (x) => t.expand(made([4, 1, 1]), [2 * x.shape[0]!, -1, 2, 1]),
  },
  permute: { "to the last": (x) => t.permute(x, [0, 2, -1, 1]) },
  slice: {
    "in steps": (x) => t.slice(x, 3, 1, undefined, 3),
    "from the end": (x) => t.slice(x, -2, -4, -1),
  },
  concat: { "of channels": (x, z) => t.concat([x, z, x], 1), "of columns": (x, z) => t.concat([x, z], -1) },
  pad: { "around the plane": (x) => t.pad(x, [1, 2, 0, 3], 0.5) },
  tile: { "of columns": (x) => t.tile(x, [2, 3]), "of a new axis": (x) => t.tile(x, [2, 1, 1, 2, 1]) },
  flip: { "of two axes": (x) => t.flip(x, [1, -1]) },
  sum: { "of axes": (x) => t.sum(x, { dim: [1, -1] }), "of all": (x) => t.sum(x) },
  mean: { "of the plane, kept": (x) => t.mean(x, { dim: [2, 3], keepdim: true }) },
  amax: { "of an axis": (x) => t.amax(x, { dim: 1 }) },
  amin: { "of an axis": (x) => t.amin(x, { dim: -1, keepdim: true }) },
  argmax: {
    "of channels": (x) => t.argmax(x, { dim: 1 }),
    "of all": (x) => t.argmax(x),
    "of all, kept": (x) => t.argmax(x, { keepdim: true }),
  },
  argmin: { "of rows, kept": (x) => t.argmin(x, { dim: 2, keepdim: true }) },
  softmax: { "of channels": (x) => t.softmax(x, 1) },
  logSoftmax: { "of columns": (x) => t.logSoftmax(x, -1) },
  matmul: {
    "of stacks": (x, z) => t.matmul(x, t.permute(z, [0, 1, 3, 2])),
    "of a layer": (x) => t.linear(x, made([5, 9]), made([5], 9)),
    "of a vector": (x) => t.matmul(x, made([9])),
    "of sums by letters": (x, z) => t.einsum("nchw,nkhw->nck", x, z),
  },
  ...Object.fromEntries(
    (
      [
        ["neg", t.neg],
        ["exp", t.exp],
        ["log", (x) => t.log(t.add(x, 1.5))],
        ["sqrt", (x) => t.sqrt(t.add(x, 1.5))],
        ["abs", t.abs],
        ["relu", t.relu],
        ["leakyRelu", (x) => t.leakyRelu(x, 0.2)],
        ["sigmoid", t.sigmoid],
        ["tanh", t.tanh],
        ["clamp", (x) => t.clamp(x, -0.25, 0.5)],
        ["gelu", (x) => t.gelu(t.mul(x, 4))],
        ["geluTanh", (x) => t.gelu(t.mul(x, 4), { approximate: "tanh" })],
        ["silu", t.silu],
        [
          "softplus",
          (x) => [
            t.softplus(t.mul(x, 30)),
            t.softplus(x, { beta: 3 }),
            t.softplus(t.mul(x, 4), { beta: 2, threshold: 3 }),
          ],
        ],
        ["hardswish", (x) => t.hardswish(t.mul(x, 5))],
        ["hardsigmoid", (x) => t.hardsigmoid(t.mul(x, 5))],
        ["relu6", (x) => t.relu6(t.mul(x, 9))],
        ["elu", (x) => t.elu(x, 0.7)],
        ["reciprocal", (x) => t.reciprocal(t.add(x, 1.5))],
        ["square", t.square],
        ["rsqrt", (x) => t.rsqrt(t.add(x, 1.5))],
        ["sin", (x) => t.sin(t.mul(x, 7))],
        ["cos", t.cos],
        ["expm1", t.expm1],
        ["log1p", t.log1p],
        ["erf", t.erf],
        ["floor", (x) => t.floor(t.mul(x, 3))],
        ["ceil", (x) => t.ceil(t.mul(x, 3))],
        ["round", (x) => t.round(t.mul(t.round(t.mul(x, 3)), 0.5))],
        ["sign", t.sign],
      ] satisfies [string, Call][]
    ).map(([name, call]) => [name, { "of any x": call }]),
  ),
};

test("every op that is written is called here", () => {
  expect(Object.keys(writers).filter((name) => !calls[name])).toEqual([]);
});

describe.each(Object.entries(calls))("%s", (name, cases) => {
  test.each(Object.entries(cases))("%s", async (_, call) => {
    expect(writers).toHaveProperty(name);
    await expectSame({ x: [4, 6, 9], z: [4, 6, 9] }, ({ x, z }) =>
      Object.fromEntries([call(x!, z!)].flat().map((y, i) => [`y${i}`, y])),
    );
  });
});
