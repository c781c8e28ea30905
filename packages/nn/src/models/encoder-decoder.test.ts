import { add, gradients, mean, mul, noGrad, scope, sub, type Tensor, tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "../init/init.ts";
import { disposeLayer, parameters, stateDict } from "../layer.ts";
import { Adam } from "../optim/adam.ts";
import { expectAnySize, nyuv2Tasks as tasks } from "../testing/any-size.ts";
import { testDevice } from "../testing/device.ts";
import { EncoderDecoder, type EncoderDecoderOptions } from "./encoder-decoder.ts";

let device: Awaited<ReturnType<typeof testDevice>>;
beforeAll(async () => {
  device = await testDevice();
});

const make = (seed = 1, options: Partial<EncoderDecoderOptions> = {}) =>
  new EncoderDecoder(new Init(device, seed), { size: "tiny", tasks, ...options });
const count = (network: EncoderDecoder) =>
  Object.values(parameters(network)).reduce((total, { size }) => total + size, 0);
const wave = (shape: readonly number[]): Tensor => {
  const elements = shape.reduce((a, b) => a * b, 1);
  return tensor(
    device,
    Float32Array.from({ length: elements }, (_, i) => Math.sin(i * 1.7) + Math.cos(i * 0.31)),
    shape,
  );
};

/** The mean square of what every task's output lacks to a fixed target. */
function lossOf(network: EncoderDecoder, x: Tensor): Tensor {
  const outputs = Object.values(network.forward(x, "train"));
  const losses = outputs.map((y) => {
    const missing = sub(y, wave(y.shape));
    return mean(mul(missing, missing));
  });
  return losses.reduce(add);
}

describe("EncoderDecoder", () => {
  test("predicts at the size of its input, whatever that is", async () => {
    const network = make();
    await expectAnySize(device, network, tasks, {
      most: 21,
      runs: 8,
      examples: [
        [1, 1],
        [13, 7],
        [1, 9],
      ],
    });
    disposeLayer(network);
  });

  test("`tiny` and `small` have so many parameters", () => {
    const [tiny, small] = [make(), make(1, { size: "small" })];
    expect([count(tiny), count(small)]).toEqual([106_409, 860_133]);
    for (const network of [tiny, small]) disposeLayer(network);
  });

  test("names its tensors so", () => {
    const network = make(1, { tasks: [{ name: "depth", channels: 1 }] });
    const block = (name: string) =>
      ["conv.weight", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"].map(
        (field) => `${name}.${field}`,
      );
    expect(Object.keys(stateDict(network))).toEqual([
      ...["0.0", "1.0", "1.1", "2.0", "2.1"].flatMap((at) => block(`encoder.${at}`)),
      "heads.depth.entry.weight",
      "heads.depth.entry.bias",
      "heads.depth.blocks.0.skip.weight",
      ...["0", "1"].flatMap((at) => block(`heads.depth.blocks.0.convs.${at}`)),
      "heads.depth.blocks.1.skip.weight",
      ...["0", "1"].flatMap((at) => block(`heads.depth.blocks.1.convs.${at}`)),
      "heads.depth.exit.weight",
      "heads.depth.exit.bias",
    ]);
    disposeLayer(network);
  });

  test("the same seed gives the same bits, another seed others", async () => {
    const outputs = async (seed: number) => {
      const network = make(seed);
      const made = scope(() => noGrad(() => network.forward(wave([1, 3, 8, 6]), "eval")));
      const values = await Promise.all(Object.values(made).map(async (y) => [...(await y.read())]));
      for (const y of Object.values(made)) y.dispose();
      disposeLayer(network);
      return values;
    };
    expect(await outputs(4)).toEqual(await outputs(4));
    expect(await outputs(5)).not.toEqual(await outputs(4));
  });

  test("gradients reach every parameter", async () => {
    const network = make();
    const trained = parameters(network);
    const made = scope(() => gradients(lossOf(network, wave([2, 3, 16, 12])), Object.values(trained)));
    for (const [i, name] of Object.keys(trained).entries()) {
      const values = await made[i]!.read();
      expect(values.every(Number.isFinite), name).toBe(true);
      expect(
        values.some((value) => value !== 0),
        name,
      ).toBe(true);
    }
    for (const gradient of made) gradient.dispose();
    disposeLayer(network);
  });

  test("training lowers the loss on a fixed batch, in memory that stays the same", async () => {
    const network = make();
    const trained = parameters(network);
    const optimizer = new Adam(trained, { lr: 3e-3 });
    using x = wave([2, 3, 16, 12]);
    const losses: number[] = [];
    const held: unknown[] = [];
    for (let step = 0; step < 12; step++) {
      using loss = scope(() => {
        const overall = lossOf(network, x);
        const made = gradients(overall, Object.values(trained));
        optimizer.step(Object.fromEntries(Object.keys(trained).map((name, i) => [name, made[i]!])));
        return overall.detach();
      });
      losses.push(await loss.item());
      const { buffers, bytes, usedBytes, bindingsMade, pipelines } = device.stats;
      held.push({ buffers, bytes, usedBytes, bindingsMade, pipelines });
    }
    expect(losses[1]).toBeLessThan(losses[0]!);
    expect(losses[11]).toBeLessThan(0.8 * losses[0]!);
    for (const later of held.slice(3)) expect(later).toEqual(held[3]);
    disposeLayer(network);
  });

  const refusals: Record<string, EncoderDecoderOptions["tasks"]> = {
    "EncoderDecoder: expected at least one task, each of another name; got tasks none": [],
    "EncoderDecoder: expected at least one task, each of another name; got tasks depth, depth": [
      { name: "depth", channels: 1 },
      { name: "depth", channels: 2 },
    ],
  };
  for (const [message, given] of Object.entries(refusals))
    test(`refuses: ${message}`, () => {
      expect(() => make(1, { tasks: given })).toThrow(
        expect.objectContaining({ name: "ShapeError", message }),
      );
    });
});
