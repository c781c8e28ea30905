import type { Tensor } from "@equipoise/tensor";
import { beforeAll, describe, expect, test } from "vitest";
import { Init } from "./init/init.ts";
import { buffers, disposeLayer, type Layer, parameters, stateDict } from "./layer.ts";
import { BatchNorm2d } from "./layers/batch-norm2d.ts";
import { Conv2d } from "./layers/conv2d.ts";
import { Dropout } from "./layers/dropout.ts";
import { Relu } from "./layers/relu.ts";
import { Sequential } from "./layers/sequential.ts";
import { loadStateDict } from "./load-state-dict.ts";
import type { HostTensor } from "./safetensors/format.ts";
import { testDevice } from "./testing/device.ts";

let init: Init;
beforeAll(async () => {
  init = new Init(await testDevice(), 0);
});

class Network implements Layer {
  readonly stem = new Sequential(
    new Conv2d(init, 1, 2, { kernelSize: 1, bias: false }),
    new BatchNorm2d(init, 2),
    new Relu(),
    new Sequential(new Conv2d(init, 2, 1, { kernelSize: 1 })),
  );
  readonly lastBlocks = [new BatchNorm2d(init, 1)];
  readonly taskHeads = { surfaceNormals: new Conv2d(init, 1, 3, { kernelSize: 1 }) };
  /** What is no layer is not looked into, though it may hold tensors, or itself. */
  readonly other = new Set([this as unknown]);
  readonly maker = init;
  forward(x: Tensor): Tensor {
    return x;
  }
}

const read = async (layer: object) =>
  Object.fromEntries(
    await Promise.all(
      Object.entries(stateDict(layer)).map(async ([name, value]) => [name, [...(await value.read())]]),
    ),
  );

describe("the names of tensors", () => {
  test("are PyTorch's, from the fields; the keys of plain objects stay as they are", () => {
    const network = new Network();
    expect(Object.keys(stateDict(network))).toEqual([
      "stem.0.weight",
      "stem.1.weight",
      "stem.1.bias",
      "stem.1.running_mean",
      "stem.1.running_var",
      "stem.3.0.weight",
      "stem.3.0.bias",
      "last_blocks.0.weight",
      "last_blocks.0.bias",
      "last_blocks.0.running_mean",
      "last_blocks.0.running_var",
      "task_heads.surfaceNormals.weight",
      "task_heads.surfaceNormals.bias",
    ]);
    disposeLayer(network);
  });

  test("part into parameters and buffers", () => {
    const norm = new BatchNorm2d(init, 2);
    expect(Object.keys(parameters(norm))).toEqual(["weight", "bias"]);
    expect(Object.keys(buffers(norm))).toEqual(["running_mean", "running_var"]);
    disposeLayer(norm);
    expect(Object.values(stateDict(norm)).every(({ disposed }) => disposed)).toBe(true);
  });

  test("a shared parameter is trained once, and saved under each of its names", () => {
    const shared = new Conv2d(init, 1, 1, { kernelSize: 1 });
    const both = new Sequential(shared, shared);
    expect(Object.keys(parameters(both))).toEqual(["0.weight", "0.bias"]);
    expect(Object.keys(stateDict(both))).toEqual(["0.weight", "0.bias", "1.weight", "1.bias"]);
  });
});

describe("loadStateDict", () => {
  const make = () => new Sequential(new Conv2d(init, 1, 2, { kernelSize: 1 }), new BatchNorm2d(init, 2));
  const values = (): Record<string, HostTensor> => ({
    "0.weight": { shape: [2, 1, 1, 1], data: Float32Array.of(1, 2) },
    "0.bias": { shape: [2], data: Float32Array.of(3, 4) },
    "1.weight": { shape: [2], data: Float32Array.of(5, 6) },
    "1.bias": { shape: [2], data: Float32Array.of(7, 8) },
    "1.running_mean": { shape: [2], data: Float32Array.of(9, 10) },
    "1.running_var": { shape: [2], data: Float32Array.of(11, 12) },
  });

  test("puts every value in its place, and leaves PyTorch's count of batches aside", async () => {
    const layer = make();
    loadStateDict(layer, {
      ...values(),
      "1.num_batches_tracked": { shape: [], data: BigInt64Array.of(3n) },
    });
    expect(await read(layer)).toEqual({
      "0.weight": [1, 2],
      "0.bias": [3, 4],
      "1.weight": [5, 6],
      "1.bias": [7, 8],
      "1.running_mean": [9, 10],
      "1.running_var": [11, 12],
    });
  });

  test("puts seeds in their place, and leaves those that a file of PyTorch does not have", async () => {
    const layer = new Sequential(new Dropout(init), new Conv2d(init, 1, 1, { kernelSize: 1, bias: false }));
    const weight = { shape: [1, 1, 1, 1], data: Float32Array.of(2) };
    loadStateDict(layer, {
      "1.weight": weight,
      "0.seed": { shape: [2], data: Uint32Array.of(2 ** 32 - 1, 4) },
    });
    expect(await read(layer)).toEqual({ "0.seed": [2 ** 32 - 1, 4], "1.weight": [2] });
    loadStateDict(layer, { "1.weight": { ...weight, data: Float32Array.of(3) } });
    expect(await read(layer)).toEqual({ "0.seed": [2 ** 32 - 1, 4], "1.weight": [3] });
    const floats = { shape: [2], data: Float32Array.of(0, 0) };
    expect(() => loadStateDict(layer, { "1.weight": weight, "0.seed": floats })).toThrow(
      "loadStateDict: expected 0.seed [2] in u32; got [2] in Float32Array, of another network",
    );
  });

  const { "0.weight": weight, ...missing } = {
    "0.weight": { shape: [2, 1, 1, 1], data: Float32Array.of(1, 2) },
  };
  const refusals: Record<string, () => Record<string, HostTensor>> = {
    "loadStateDict: expected the 6 tensors of this network; got a checkpoint of another: missing 0.weight, 0.bias, 1.weight and 3 more":
      () => missing,
    "loadStateDict: expected the 6 tensors of this network; got a checkpoint of another: unknown module.x, toString":
      () => ({ ...values(), "module.x": weight, toString: weight }),
    "loadStateDict: expected 1.bias [2] in f32; got [1, 2] in Float32Array, of another network": () => ({
      ...values(),
      "1.bias": { shape: [1, 2], data: Float32Array.of(0, 0) },
    }),
    "loadStateDict: expected 0.weight [2, 1, 1, 1] in f32, 1.weight [2] in f32, 1.bias [2] in f32 and 1 more; got [2] in Float32Array, [3] in Float32Array, [2] in Int32Array and 1 more, of another network":
      () => ({
        ...values(),
        "0.weight": { shape: [2], data: Float32Array.of(0, 0) },
        "1.weight": { shape: [3], data: Float32Array.of(0, 0, 0) },
        "1.bias": { shape: [2], data: Int32Array.of(0, 0) },
        "1.running_var": { shape: [1], data: Float32Array.of(0) },
      }),
    "loadStateDict: expected 1.bias [2] in f32; got [2] in Float64Array, of another network": () => ({
      ...values(),
      "1.bias": { shape: [2], data: Float64Array.of(0, 0) },
    }),
  };
  for (const [message, given] of Object.entries(refusals))
    test(`refuses and changes nothing: ${message}`, async () => {
      const layer = make();
      const before = await read(layer);
      expect(() => loadStateDict(layer, given())).toThrow(
        expect.objectContaining({ name: "CheckpointError", message }),
      );
      expect(await read(layer)).toEqual(before);
    });
});
