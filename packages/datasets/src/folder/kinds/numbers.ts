import { DataError } from "../../data-error.ts";
import { mapNumbers } from "../../map-numbers.ts";
import type { Numbers } from "../../npy/number-type.ts";
import type { DenseKind, Size } from "../../sample.ts";
import type { PngLayout } from "../decode-png.ts";
import { pixelPosition } from "../decode-png.ts";
import { type MapFile, readMap } from "../read-map.ts";
import type { FileTask, Kept, TaskFiles } from "./file-task.ts";

/** What a manifest says of a task whose pixels are numbers: the value is `scale * stored + offset`. */
interface NumbersSpec extends MapFile, Omit<TaskFiles, "format"> {
  readonly scale?: number | undefined;
  readonly offset?: number | undefined;
  /** Stored values of pixels without a value; those that are not finite never have one. */
  readonly invalid: readonly number[];
}

/** What is asked of the values of a kind. */
export interface ValueRule {
  readonly expected: string;
  readonly fits: (value: number) => boolean;
  /** What becomes of a value; default: nothing. */
  readonly finish?: (value: number) => number;
}

/** A task of numbers: how they are stored, in how many planes, and what they must be. */
export function openNumbers(
  name: string,
  kind: Exclude<DenseKind, "normals" | "rgb">,
  spec: NumbersSpec,
  {
    channels = 1,
    png,
    rule,
  }: { readonly channels?: number; readonly png: PngLayout; readonly rule: ValueRule },
): FileTask {
  const valueAt = valuing(spec, rule);
  const tables = { 1: tabulate(valueAt, 2 ** 8), 2: tabulate(valueAt, 2 ** 16) };
  const valuesOf = (data: Numbers): Float32Array => {
    if (data instanceof Float32Array) return data;
    const table = tables[data.BYTES_PER_ELEMENT === 1 ? 1 : 2]();
    return mapNumbers(data, (stored) => table[stored]!);
  };
  return {
    info: { name, kind, channels },
    files: spec,
    async decode(file, bytes, wanted) {
      const { width, height, data } = await readMap(file, bytes, wanted, spec, channels, png);
      const small = data instanceof Uint8Array || data instanceof Uint16Array;
      const values = small ? valuesOf(data) : mapNumbers(data, valueAt);
      expectFit(file, values, { width, height }, name, rule);
      return { width, height, data: small ? data : values };
    },
    target(kept: Kept) {
      const values = kept instanceof Float32Array ? kept.slice() : valuesOf(kept);
      return { kind, values, mask: maskOf(values, channels) };
    },
  };
}

/** The value of a stored number; NaN if it has none. */
function valuing({ scale = 1, offset = 0, invalid }: NumbersSpec, { finish = (value) => value }: ValueRule) {
  const without = new Set(invalid);
  return (stored: number): number =>
    without.has(stored) || !Number.isFinite(stored) ? Number.NaN : finish(scale * stored + offset);
}

/** The values of 0, 1, ..., worked out when they are asked for first. */
function tabulate(valueAt: (stored: number) => number, count: number): () => Float32Array {
  let table: Float32Array | undefined;
  return () => (table ??= Float32Array.from({ length: count }, (_, stored) => valueAt(stored)));
}

/** Refuses the first value that is none of its kind. */
function expectFit(file: string, values: Float32Array, size: Size, name: string, rule: ValueRule): void {
  const wrong = values.findIndex((value) => !Number.isNaN(value) && !rule.fits(value));
  if (wrong < 0) return;
  throw new DataError(file, {
    position: pixelPosition(wrong % (size.width * size.height), size),
    expected: rule.expected,
    got: String(values[wrong]),
    cure: `correct it, or scale, offset and invalid of tasks.${name}`,
  });
}

/** Where every channel has a value; where one has none all become 0. */
export function maskOf(values: Float32Array, channels: number): Uint8Array {
  const mask = new Uint8Array(values.length / channels).fill(1);
  for (let at = 0; at < values.length; at++) if (Number.isNaN(values[at])) mask[at % mask.length] = 0;
  for (let at = 0; at < values.length; at++) if (mask[at % mask.length] === 0) values[at] = 0;
  return mask;
}
