import { arrayOf, type TypedArray } from "@equipoise/tensor";
import type { NamedTensors } from "./layer.ts";
import { CheckpointError, type HostTensor } from "./safetensors/format.ts";

/**
 * Puts values into tensors, in place, by name. Nothing is changed unless all of them fit.
 *
 * @param caller begins messages
 * @param owner whose tensors they are: "network"
 * @throws {CheckpointError} if a name is missing or unknown, or a shape or element type differs.
 */
export function fillTensors(
  caller: string,
  owner: string,
  tensors: NamedTensors,
  values: Readonly<Record<string, HostTensor>>,
): void {
  const missing = Object.keys(tensors).filter((name) => !Object.hasOwn(values, name));
  const unknown = Object.keys(values).filter((name) => !Object.hasOwn(tensors, name));
  if (missing.length > 0 || unknown.length > 0)
    throw new CheckpointError(
      `${caller}: expected the ${Object.keys(tensors).length} tensors of this ${owner}; ` +
        `got a checkpoint of another: ${[...list("missing", missing), ...list("unknown", unknown)].join(", ")}`,
    );
  for (const [name, { shape, dtype }] of Object.entries(tensors)) {
    const { shape: got, data } = values[name]!;
    if (got.join() !== shape.join() || !(data instanceof arrayOf[dtype]))
      throw new CheckpointError(
        `${caller}: expected ${name} [${shape.join(", ")}] in ${dtype}; ` +
          `got [${got.join(", ")}] in ${data.constructor.name}, of another ${owner}`,
      );
  }
  for (const [name, tensor] of Object.entries(tensors)) tensor.write(values[name]!.data as TypedArray);
}

function list(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > 3 ? ` and ${names.length - 3} more` : "";
  return [`${what} ${names.slice(0, 3).join(", ")}${more}`];
}
