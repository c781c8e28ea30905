import { stateDict } from "./layer.ts";
import { CheckpointError, type HostTensor } from "./safetensors/format.ts";

/** Buffers that PyTorch saves and that have no use here. */
const ignored = /(^|\.)num_batches_tracked$/;

/**
 * Puts values into the parameters and buffers of a layer, in place. Nothing is changed unless all of them fit.
 *
 * @throws {CheckpointError} if a name is missing or unknown, or a shape differs: they are those of another network.
 */
export function loadStateDict(layer: object, values: Readonly<Record<string, HostTensor>>): void {
  const tensors = stateDict(layer);
  const given = Object.keys(values).filter((name) => !ignored.test(name));
  const missing = Object.keys(tensors).filter((name) => !Object.hasOwn(values, name));
  const unknown = given.filter((name) => !Object.hasOwn(tensors, name));
  if (missing.length > 0 || unknown.length > 0)
    throw new CheckpointError(
      `loadStateDict: expected the ${Object.keys(tensors).length} tensors of this network; ` +
        `got a checkpoint of another: ${[...list("missing", missing), ...list("unknown", unknown)].join(", ")}`,
    );
  for (const [name, { shape }] of Object.entries(tensors)) {
    const { shape: got, data } = values[name]!;
    if (got.join() !== shape.join() || !(data instanceof Float32Array))
      throw new CheckpointError(
        `loadStateDict: expected ${name} [${shape.join(", ")}] in f32; ` +
          `got [${got.join(", ")}] in ${data.constructor.name}, of another network`,
      );
  }
  for (const [name, tensor] of Object.entries(tensors)) tensor.write(values[name]!.data as Float32Array);
}

function list(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return [`${what} ${names.slice(0, 3).join(", ")}${more}`];
}
