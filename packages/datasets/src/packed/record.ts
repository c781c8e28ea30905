import type { Sample, Target } from "../sample.ts";
import { encodings } from "./encodings.ts";
import type { Layout, Place, Values } from "./layout.ts";

/** What a record holds of a sample. */
export type Content = Pick<Sample, "image" | "targets">;

/**
 * Writes a sample over a record.
 *
 * @returns which values, by their number, cannot be read back as they are in their encoding; -1 if all can
 */
export function encodeSample({ image, targets }: Content, layout: Layout, record: Uint8Array): number {
  const put = ({ offset }: Place, { buffer, byteOffset, byteLength }: ArrayBufferView) =>
    record.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
  const fits = (values: Values, numbers: Float32Array) =>
    encodings[values.encoding].encode(numbers, at(record, values));
  if (!fits(layout.image, image)) return 0;
  let number = 0;
  for (const place of layout.targets) {
    const target = targets[place.name];
    if (place.kind === "classes" && target?.kind === "classes") put(place.labels, target.labels);
    else if (place.kind !== "classes" && target?.kind === place.kind) {
      number++;
      if (!fits(place.values, target.values)) return number;
      put(place.mask, target.mask);
    } else
      throw new TypeError(`expected a target of kind ${place.kind} for ${place.name}; got ${target?.kind}`);
  }
  return -1;
}

/** Reads a sample from its record; arrays that lie there as they are keep lying there. */
export function decodeSample(layout: Layout, record: Uint8Array): Content {
  const numbers = (values: Values) => encodings[values.encoding].decode(at(record, values));
  const targets = layout.targets.map((place): [string, Target] => {
    const { name, kind } = place;
    if (kind !== "classes")
      return [name, { kind, values: numbers(place.values), mask: at(record, place.mask) }];
    const { buffer, byteOffset, byteLength } = at(record, place.labels);
    const labels = place.wide
      ? new Uint16Array(buffer, byteOffset, byteLength / 2)
      : new Uint8Array(buffer, byteOffset, byteLength);
    return [name, { kind, labels }];
  });
  return { image: numbers(layout.image), targets: Object.fromEntries(targets) };
}

const at = (record: Uint8Array, { offset, bytes }: Place): Uint8Array =>
  record.subarray(offset, offset + bytes);
