import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import type { Init } from "../../init/init.ts";
import { disposeLayer, stateDict } from "../../layer.ts";
import { decodeSafetensors } from "../../safetensors/decode.ts";
import { encodeSafetensors } from "../../safetensors/encode.ts";
import type { HostTensor } from "../../safetensors/format.ts";
import { testDevice } from "../../testing/device.ts";
import { BlankInit, shapesOf, values } from "../../testing/formula.ts";
import { type LoadTorchvisionOptions, loadTorchvision } from "./load-torchvision.ts";
import { ResNet } from "./resnet.ts";

type Named = Readonly<Record<string, HostTensor>>;

/** Names and shapes as torchvision has them. */
const { shapes }: { readonly shapes: Readonly<Record<18, Readonly<Record<string, readonly number[]>>>> } =
  JSON.parse(readFileSync(new URL("../../../golden/resnet.json", import.meta.url), "utf8"));

const WIDTH = 2;
/** Of a network of another width than torchvision's, so that files stay small. */
const narrow = (shape: readonly number[]) =>
  shape.map((extent) => (extent < 64 ? extent : (extent * WIDTH) / 64));

let init: Init;
let encoder: ResNet;
beforeAll(async () => {
  init = new BlankInit(await testDevice(), 0);
  encoder = new ResNet(init, { depth: 18, width: WIDTH });
});

/** What `safetensors.torch.save_file(resnet18().state_dict(), ...)` holds, each name after a prefix. */
function file(prefix = "", change: (tensors: Record<string, HostTensor>) => void = () => {}): Named {
  const tensors: Record<string, HostTensor> = {};
  for (const [i, [name, shape]] of Object.entries(shapes[18]).entries()) {
    tensors[name] = { shape: narrow(shape), data: values(i, narrow(shape)) };
    if (name.endsWith("running_var"))
      tensors[name.replace("running_var", "num_batches_tracked")] = {
        shape: [],
        data: BigInt64Array.of(7n),
      };
  }
  tensors["fc.weight"] = { shape: [10, 16], data: new Float32Array(160) };
  tensors["fc.bias"] = { shape: [10], data: new Float32Array(10) };
  change(tensors);
  const prefixed = Object.entries(tensors).map(([name, tensor]) => [prefix + name, tensor]);
  return decodeSafetensors(encodeSafetensors(Object.fromEntries(prefixed))).tensors;
}

const read = async (layer: object) => {
  const entries = Object.entries(stateDict(layer)).map(async ([name, value]) => [name, await value.read()]);
  return Object.fromEntries(await Promise.all(entries)) as Record<string, Float32Array>;
};

describe("loadTorchvision", () => {
  const accepted: Record<string, [Named, LoadTorchvisionOptions?]> = {
    "a file of torchvision": [file()],
    "a file without its classifier": [file("", (tensors) => delete tensors["fc.weight"])],
    "a network in DataParallel": [file("module."), { prefix: "module." }],
    "a part of a larger network": [
      { ...file("backbone."), "classifier.4.bias": { shape: [1], data: Float32Array.of(1) } },
      { prefix: "backbone." },
    ],
  };
  for (const [what, [tensors, options]] of Object.entries(accepted))
    test(`takes ${what}`, async () => {
      const loaded = new ResNet(init, { depth: 18, width: WIDTH });
      loadTorchvision(loaded, tensors, options);
      const got = await read(loaded);
      expect(Object.keys(got)).toEqual(Object.keys(shapes[18]));
      for (const [i, [name, shape]] of Object.entries(shapesOf(loaded)).entries())
        expect(got[name], name).toEqual(values(i, shape));
      disposeLayer(loaded);
    });

  const refused: Record<string, [Named, LoadTorchvisionOptions?]> = {
    'loadTorchvision: expected names such as layer1.0.conv1.weight; got module.layer1.0.conv1.weight. Give prefix "module."':
      [file("module.")],
    'loadTorchvision: expected names such as encoder.layer1.0.conv1.weight; got layer1.0.conv1.weight. Give prefix ""':
      [file(), { prefix: "encoder." }],
    "loadTorchvision: expected the 100 tensors of this encoder; got a checkpoint of another: missing conv1.weight, bn1.weight, bn1.bias and 97 more":
      [{}, { prefix: "encoder." }],
    "loadTorchvision: expected the 100 tensors of this encoder; got a checkpoint of another: missing bn1.bias, layer4.1.bn2.running_var, unknown layer1.0.conv3.weight":
      [
        file("", (tensors) => {
          tensors["layer1.0.conv3.weight"] = tensors["bn1.bias"]!;
          delete tensors["bn1.bias"];
          delete tensors["layer4.1.bn2.running_var"];
        }),
      ],
    "loadTorchvision: expected conv1.weight [2, 3, 7, 7] in f32, bn1.weight [2] in f32; got [2, 1, 7, 7] in Float32Array, [2] in Float64Array, of another encoder":
      [
        file("", (tensors) => {
          tensors["conv1.weight"] = { shape: [2, 1, 7, 7], data: new Float32Array(98) };
          tensors["bn1.weight"] = { shape: [2], data: new Float64Array(2) };
        }),
      ],
  };
  for (const [message, [tensors, options]] of Object.entries(refused))
    test(`refuses and changes nothing: ${message}`, async () => {
      const before = await read(encoder);
      expect(() => loadTorchvision(encoder, tensors, options)).toThrow(
        expect.objectContaining({ name: "CheckpointError", message }),
      );
      expect(await read(encoder)).toEqual(before);
    });
});
