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
  const others = Object.entries(tensors).filter(([name, { shape, dtype }]) => {
    const { shape: got, data } = values[name]!;
    return got.join() !== shape.join() || !(data instanceof arrayOf[dtype]);
  });
  if (others.length > 0) {
    const expected = others.map(([name, { shape, dtype }]) => `${name} [${shape.join(", ")}] in ${dtype}`);
    const got = others.map(([name]) => {
      const { shape, data } = values[name]!;
      return `[${shape.join(", ")}] in ${data.constructor.name}`;
    });
    throw new CheckpointError(
      `${caller}: expected ${someOf(expected)}; got ${someOf(got)}, of another ${owner}`,
    );
  }
  for (const [name, tensor] of Object.entries(tensors)) tensor.write(values[name]!.data as TypedArray);
}

const list = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what} ${someOf(names)}`];

/** The first three of a list, and how many are left. */
function someOf(items: readonly string[]): string {
  const more = items.length > 3 ? ` and ${items.length - 3} more` : "";
  return items.slice(0, 3).join(", ") + more;
}
