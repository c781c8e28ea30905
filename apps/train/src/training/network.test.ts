import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeepLab,
  DeepLabMtan,
  disposeLayer,
  EncoderDecoder,
  encodeSafetensors,
  type HostTensor,
  Init,
  type MultiTaskNetwork,
  SegNet,
  SegNetMtan,
  stateDict,
} from "@equipoise/nn";
import type { Shape } from "@equipoise/tensor";
import { expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { testDevice } from "../testing/device.ts";
import { createNetwork, parameterCount } from "./network.ts";
import { loadPretrained } from "./pretrained.ts";

const small = ["model.name=resnet-deeplab", "model.encoder=resnet18"];

/** Makes parameters without drawing them. */
class BlankInit extends Init {
  override normal = (shape: Shape) => this.constant(shape, 0);
  override uniform = this.normal;
}

async function withNetwork(
  set: readonly string[],
  look: (network: MultiTaskNetwork) => unknown,
): Promise<void> {
  const tasks = [{ name: "depth", kind: "depth", channels: 1 }] as const;
  const device = await testDevice();
  const network = createNetwork(device, loadConfig({ set }), tasks, new BlankInit(device, 0));
  try {
    await look(network);
  } finally {
    disposeLayer(network);
  }
}

test.each([
  ["encoder-decoder", EncoderDecoder],
  ["segnet", SegNet],
  ["segnet-mtan", SegNetMtan],
  ["resnet-deeplab-mtan", DeepLabMtan],
] as const)("a configuration chooses %s", async (name, network) => {
  const encoder = name.startsWith("resnet") ? ["model.encoder=resnet18"] : [];
  await withNetwork([`model.name=${name}`, ...encoder], (made) => expect(made).toBeInstanceOf(network));
});

/** Parameters of a DeepLabv3 head for one channel: 1x1 and pooled branches, three of 3x3, their joining, and the rest. */
const head = (features: number): number =>
  2 * (256 * features + 512) +
  3 * (9 * 256 * features + 512) +
  (1280 * 256 + 512) +
  (9 * 256 * 256 + 512) +
  257;

test.each([
  ["resnet18", 11_176_512 + head(512)],
  ["resnet34", 21_284_672 + head(512)],
  ["resnet50", 23_508_032 + head(2048)],
])("%s is torchvision's encoder, under a head", async (encoder, count) => {
  await withNetwork(["model.name=resnet-deeplab", `model.encoder=${encoder}`], (network) => {
    expect(network).toBeInstanceOf(DeepLab);
    expect(parameterCount(network)).toBe(count);
  });
});

test.each([
  [8, [12, 24, 36]],
  [16, [6, 12, 18]],
  [32, [3, 6, 9]],
])("at output stride %i the heads look as far around", async (outputStride, rates) => {
  await withNetwork([...small, `model.outputStride=${outputStride}`], (network) => {
    if (!(network instanceof DeepLab)) throw new TypeError("expected a DeepLab");
    const text = JSON.stringify(network.heads["depth"], (key, value) =>
      key === "device" ? undefined : value,
    );
    expect([...text.matchAll(/"dilation":\[?(\d+)/g)].map(([, rate]) => Number(rate))).toEqual(
      expect.arrayContaining(rates),
    );
  });
});

const folder = mkdtempSync(join(tmpdir(), "equipoise-weights-"));

/** Weights of the network's own encoder, all of them a quarter, under names with a prefix. */
function write(
  name: string,
  network: MultiTaskNetwork,
  prefix: string,
  change: (tensors: Record<string, HostTensor>) => void = () => {},
) {
  const encoder = Object.entries(stateDict(network)).filter(([key]) => key.startsWith("encoder."));
  const tensors: Record<string, HostTensor> = Object.fromEntries(
    encoder.map(([key, { shape, size }]) => [
      prefix + key.slice(8),
      { shape, data: new Float32Array(size).fill(0.25) },
    ]),
  );
  change(tensors);
  const path = join(folder, name);
  writeFileSync(path, encodeSafetensors(tensors));
  return path;
}

test("weights of a file become the encoder's, wherever they stand in it; the heads keep theirs", async () => {
  await withNetwork(small, async (network) => {
    const { "encoder.layer4.1.bn2.running_var": inEncoder, "heads.depth.4.weight": inHead } =
      stateDict(network);
    const before = [...(await inHead!.read())];
    for (const prefix of ["", "backbone."]) {
      const file = write("weights.safetensors", network, prefix);
      const config = loadConfig({ set: [...small, `model.weights=${file}`] });
      expect(loadPretrained(network, config)).toBe(`resnet18: weights of ${file}`);
      expect(new Set(await inEncoder!.read())).toEqual(new Set([0.25]));
    }
    expect([...(await inHead!.read())]).toEqual(before);
  });
});

test("says what an encoder starts from where no file is named", async () => {
  await withNetwork(small, (network) => {
    expect(loadPretrained(network, loadConfig({ set: small }))).toBe(
      "resnet18: random weights; ImageNet's are for the taking, with model.weights=FILE",
    );
  });
  await withNetwork([], (network) => expect(loadPretrained(network, loadConfig({}))).toBeNull());
});

test("refuses a file that is missing, is none, or is of another encoder", async () => {
  await withNetwork(small, (network) => {
    const refused = (file: string) => () =>
      loadPretrained(network, loadConfig({ set: [...small, `model.weights=${file}`] }));
    const missing = join(folder, "missing.safetensors");
    expect(refused(missing)).toThrow(
      `${missing}: expected the weights of a resnet18 in safetensors; there is no such file`,
    );
    const none = join(folder, "none.safetensors");
    writeFileSync(none, "none");
    expect(refused(none)).toThrow(`${none}: safetensors: expected`);
    const other = write("other.safetensors", network, "", (tensors) => delete tensors["bn1.bias"]);
    expect(refused(other)).toThrow(`${other}: loadTorchvision: expected`);
  });
});
