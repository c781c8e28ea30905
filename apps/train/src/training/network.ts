import type { TaskInfo } from "@equipoise/datasets";
import { EncoderDecoder, Init, type MultiTaskNetwork, parameters } from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";

/** The network of a configuration with fresh weights: the same bits for the same seed. */
export function createNetwork(device: Device, config: Config, tasks: readonly TaskInfo[]): MultiTaskNetwork {
  return new EncoderDecoder(new Init(device, config.train.seed), { size: config.model.size, tasks });
}

/** Number of trainable parameters. */
export const parameterCount = (network: MultiTaskNetwork): number =>
  Object.values(parameters(network)).reduce((total, { size }) => total + size, 0);
