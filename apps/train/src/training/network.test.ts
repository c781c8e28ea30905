import { DeepLab, disposeLayer, EncoderDecoder, stateDict } from "@equipoise/nn";
import { expect, test } from "vitest";
import { loadConfig } from "../config/load.ts";
import { testDevice } from "../testing/device.ts";
import { createNetwork } from "./network.ts";

const networkOf = async (set: readonly string[]) =>
  createNetwork(await testDevice(), loadConfig({ set }), [{ name: "depth", kind: "depth", channels: 1 }]);

test("a configuration chooses its network", async () => {
  const chosen = await networkOf([]);
  expect(chosen).toBeInstanceOf(EncoderDecoder);
  disposeLayer(chosen);
});

test.each([
  ["resnet18", 64, 2],
  ["resnet34", 64, 3],
  ["resnet50", 256, 3],
])("%s is an encoder whose first layer has %i channels, in %i blocks", async (encoder, channels, blocks) => {
  const chosen = await networkOf(["model.name=resnet-deeplab", `model.encoder=${encoder}`]);
  expect(chosen).toBeInstanceOf(DeepLab);
  const names = Object.keys(stateDict(chosen)).filter((name) => name.startsWith("encoder.layer1."));
  expect(new Set(names.map((name) => name.split(".")[2])).size).toBe(blocks);
  expect(stateDict(chosen)["encoder.layer2.0.conv1.weight"]!.shape[1]).toBe(channels);
  disposeLayer(chosen);
});
