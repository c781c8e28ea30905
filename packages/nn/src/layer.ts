import { Tensor } from "@equipoise/tensor";

/** Whether a layer trains, with statistics of the batch, or is evaluated, with those it has gathered. */
export type Mode = "train" | "eval";

/**
 * Part of a network: data, and one method. Its fields are tensors, other layers, or plain options; a tensor with
 * `requiresGrad` is a parameter, one without is a buffer that is saved along.
 */
export interface Layer {
  forward(x: Tensor, mode: Mode): Tensor;
}

/** Tensors by PyTorch's names, such as `encoder.0.conv1.weight`. */
export type NamedTensors = Readonly<Record<string, Tensor>>;

/** Every tensor of a layer and of the layers in it, parameters and buffers, in order of the fields. */
export function stateDict(layer: object): NamedTensors {
  return Object.fromEntries(tensorsOf(layer, ""));
}

/** The tensors of a layer that gradients train. */
export function parameters(layer: object): NamedTensors {
  return Object.fromEntries([...tensorsOf(layer, "")].filter(([, { requiresGrad }]) => requiresGrad));
}

/** The tensors of a layer that are saved but not trained, such as running means. */
export function buffers(layer: object): NamedTensors {
  return Object.fromEntries([...tensorsOf(layer, "")].filter(([, { requiresGrad }]) => !requiresGrad));
}

function* tensorsOf(part: object, prefix: string): Generator<[string, Tensor]> {
  for (const [field, value] of Object.entries(part)) {
    if (typeof value !== "object" || value === null) continue;
    if (value instanceof Tensor) yield [prefix + snakeCase(field), value];
    // The children of a sequence stand under their numbers alone, as in PyTorch.
    else if (field === "children" && Array.isArray(value)) yield* tensorsOf(value, prefix);
    else yield* tensorsOf(value, `${prefix}${snakeCase(field)}.`);
  }
}

const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
