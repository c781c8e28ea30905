import { loadLayer } from "../../load-state-dict.ts";
import { CheckpointError, type HostTensor } from "../../safetensors/format.ts";
import type { ResNet } from "./resnet.ts";

export interface LoadTorchvisionOptions {
  /**
   * What the encoder's names begin with in the file: `module.` of `DataParallel`, `backbone.` of torchvision's DeepLabv3,
   * `encoder.` of a network of ours. All other tensors are passed over. Default none.
   */
  readonly prefix?: string;
}

/** The classifier, for which an encoder has no place. */
const classifier = /^fc\.(weight|bias)$/;

/** A name that every residual network of torchvision has, and in one place alone. */
const LANDMARK = "layer1.0.conv1.weight";

/**
 * Puts weights of torchvision, or of timm, into a residual encoder, in place. The classifier `fc` is passed over, and so
 * are counts of batches. Nothing is changed unless all of the encoder's tensors are there and fit.
 *
 * @param tensors of a safetensors file, by their names in PyTorch
 * @throws {CheckpointError} if a name is missing or unknown, or a shape or element type differs; where the names have
 *   another prefix, the message says which.
 * @see https://docs.pytorch.org/vision/stable/models/resnet.html
 */
export function loadTorchvision(
  encoder: ResNet,
  tensors: Readonly<Record<string, HostTensor>>,
  { prefix = "" }: LoadTorchvisionOptions = {},
): void {
  const landmark = Object.keys(tensors).find((name) => name.endsWith(LANDMARK));
  if (landmark !== undefined && !Object.hasOwn(tensors, prefix + LANDMARK)) {
    const cure = JSON.stringify(landmark.slice(0, -LANDMARK.length));
    throw new CheckpointError(
      `loadTorchvision: expected names such as ${prefix}${LANDMARK}; got ${landmark}. Give prefix ${cure}`,
    );
  }
  const given = Object.entries(tensors)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, tensor]) => [name.slice(prefix.length), tensor] as const)
    .filter(([name]) => !classifier.test(name));
  loadLayer("loadTorchvision", "encoder", encoder, Object.fromEntries(given));
}
