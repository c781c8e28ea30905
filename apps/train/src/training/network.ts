import type { TaskInfo } from "@equipoise/datasets";
import {
  DeepLab,
  DeepLabMtan,
  EncoderDecoder,
  Init,
  type MultiTaskNetwork,
  parameters,
  SegNet,
  SegNetMtan,
} from "@equipoise/nn";
import type { Device } from "@equipoise/tensor";
import type { Config } from "../config/schema.ts";

/**
 * The network of a configuration with fresh weights: the same bits for the same seed.
 *
 * @param init of the weights; default that of the configuration's seed
 */
export function createNetwork(
  device: Device,
  config: Config,
  tasks: readonly TaskInfo[],
  init = new Init(device, config.train.seed),
): MultiTaskNetwork {
  switch (config.model.name) {
    case "encoder-decoder":
      return new EncoderDecoder(init, { size: config.model.size, tasks });
    case "resnet-deeplab":
      return new DeepLab(init, { ...residual(config.model), tasks });
    case "resnet-deeplab-mtan":
      return new DeepLabMtan(init, { ...residual(config.model), tasks });
    case "segnet":
      return new SegNet(init, { tasks });
    case "segnet-mtan":
      return new SegNetMtan(init, { tasks });
  }
}

/** The rates of the heads are the papers' 12, 24 and 36 at stride 8, and meet the same pixels at any other. */
const residual = ({ encoder, outputStride }: Config["model"]) => ({
  depth: DEPTHS[encoder],
  outputStride,
  rates: [1, 2, 3].map((k) => (k * 96) / outputStride),
});

const DEPTHS = { resnet18: 18, resnet34: 34, resnet50: 50 } as const;

/** Number of trainable parameters. */
export const parameterCount = (network: MultiTaskNetwork): number =>
  Object.values(parameters(network)).reduce((total, { size }) => total + size, 0);
