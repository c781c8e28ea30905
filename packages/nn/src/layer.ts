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

/** The tensors of a layer that gradients train. One that several layers share goes by its first name alone. */
export function parameters(layer: object): NamedTensors {
  const seen = new Set<Tensor>();
  const first = (tensor: Tensor) => seen.size < seen.add(tensor).size;
  return Object.fromEntries(
    [...tensorsOf(layer, "")].filter(([, tensor]) => tensor.requiresGrad && first(tensor)),
  );
}

/** The tensors of a layer that are saved but not trained, such as running means. */
export function buffers(layer: object): NamedTensors {
  return Object.fromEntries([...tensorsOf(layer, "")].filter(([, { requiresGrad }]) => !requiresGrad));
}

/** Frees the memory of every tensor of a layer. */
export function disposeLayer(layer: object): void {
  for (const [, tensor] of tensorsOf(layer, "")) tensor.dispose();
}

function* tensorsOf(part: object, prefix: string): Generator<[string, Tensor]> {
  // The keys of a plain object are names that somebody chose, such as a task's, and stay as they are.
  const rename = isPlain(part) ? (key: string) => key : snakeCase;
  for (const [field, value] of Object.entries(part)) {
    if (value instanceof Tensor) yield [prefix + rename(field), value];
    else if (!holdsTensors(value)) continue;
    // The children of a sequence stand under their numbers alone, as in PyTorch.
    else if (field === "children" && Array.isArray(value)) yield* tensorsOf(value, prefix);
    else yield* tensorsOf(value, `${prefix}${rename(field)}.`);
  }
}

/** Layers, and arrays and plain objects of them; nothing else is walked through. */
export const holdsTensors = (value: unknown): value is object =>
  typeof value === "object" &&
  value !== null &&
  (Array.isArray(value) || isPlain(value) || ("forward" in value && typeof value.forward === "function"));

/** A record, whose keys somebody chose, and no layer. */
export const isPlain = (value: object): boolean => Object.getPrototypeOf(value) === Object.prototype;

/** `runningMean` is `running_mean` in PyTorch. */
const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
