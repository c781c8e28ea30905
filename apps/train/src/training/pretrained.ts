import { readFileSync } from "node:fs";
import {
  CheckpointError,
  DeepLab,
  DeepLabMtan,
  decodeSafetensors,
  loadTorchvision,
  type MultiTaskNetwork,
} from "@equipoise/nn";
import { ConfigError } from "../config/config-error.ts";
import type { Config } from "../config/schema.ts";

/** A name that every residual encoder has, whatever it is part of. */
const LANDMARK = "layer1.0.conv1.weight";

/**
 * Puts the weights of `model.weights` into the encoder of a fresh network, if it names a file; they may be part of a
 * larger network.
 *
 * @returns one line that says what a residual encoder starts from; `null` for other networks
 * @throws {ConfigError} if the file cannot be read, or is of another encoder.
 */
export function loadPretrained(network: MultiTaskNetwork, { model }: Config): string | null {
  if (!(network instanceof DeepLab || network instanceof DeepLabMtan)) return null;
  const { weights, encoder } = model;
  if (weights === null)
    return `${encoder}: random weights; ImageNet's are for the taking, with model.weights=FILE`;
  try {
    const { tensors } = decodeSafetensors(readFileSync(weights));
    const landmark = Object.keys(tensors).find((name) => name.endsWith(LANDMARK)) ?? LANDMARK;
    loadTorchvision(network.encoder, tensors, { prefix: landmark.slice(0, -LANDMARK.length) });
  } catch (error) {
    if (error instanceof CheckpointError) throw new ConfigError(`${weights}: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    const reason = code === "ENOENT" ? "there is no such file" : message;
    throw new ConfigError(`${weights}: expected the weights of a ${encoder} in safetensors; ${reason}`);
  }
  return `${encoder}: weights of ${weights}`;
}
