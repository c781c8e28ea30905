import type { TaskInfo } from "@equipoise/datasets";
import { DeepLab, EncoderDecoder, Init, type MultiTaskNetwork, parameters } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";

/** The network of a configuration with fresh weights: the same bits for the same seed. */
export function createNetwork(device: Device, config: Config, tasks: readonly TaskInfo[]): MultiTaskNetwork {
  const init = new Init(device, config.train.seed);
  const { name, size, encoder, outputStride } = config.model;
  switch (name) {
    case "encoder-decoder":
      return new EncoderDecoder(init, { size, tasks });
    case "resnet-deeplab":
      return new DeepLab(init, { depth: depths[encoder], outputStride, tasks });
  }
}

const depths = { resnet18: 18, resnet34: 34, resnet50: 50 } as const;

/** Number of trainable parameters. */
export const parameterCount = (network: MultiTaskNetwork): number =>
  Object.values(parameters(network)).reduce((total, { size }) => total + size, 0);
