import { DataError } from "../data-error.ts";
import { pixelPosition } from "../folder/decode-png.ts";
import { expectSize, type WantedSize } from "../folder/expect-size.ts";
import { readBytes } from "../folder/read-file.ts";
import { emptyLabels, type Labels } from "../labels.ts";
import { mapNumbers } from "../map-numbers.ts";
import { decodeNpy } from "../npy/decode-npy.ts";
import { type Planes, toPlanes } from "../npy/to-planes.ts";
import type { DenseTarget } from "../sample.ts";

/**
 * The planes of an array `[H, W, planes]`.
 *
 * @param wanted nothing: any size
 * @throws {DataError} if the file is damaged, or its shape is another.
 */
export async function readPlanes(
  file: string,
  planes: number,
  wanted: WantedSize | undefined,
): Promise<Planes> {
  const read = toPlanes(file, decodeNpy(file, await readBytes(file)), planes, "HWC");
  expectSize(file, read, wanted);
  return read;
}

/** What is left of 0..1 where colours were resized. */
const slack = 1e-3;

/** Colours 0..1, `[3, H, W]`: of bytes by their range, else as they are. */
export function coloursOf(file: string, { data, ...size }: Planes): Float32Array {
  if (data instanceof Uint8Array) return mapNumbers(data, (byte) => byte / 255);
  const colours = new Float32Array(data);
  const wrong = colours.findIndex((value) => !(value >= -slack && value <= 1 + slack));
  if (wrong >= 0)
    throw new DataError(file, {
      position: pixelPosition(wrong % (size.width * size.height), size),
      expected: "colours 0..1",
      got: String(colours[wrong]),
      cure: "divide the images by 255, or save them as bytes",
    });
  return colours.map((value) => Math.min(Math.max(value, 0), 1));
}

/** Class indexes; -1, and 255 where there are fewer classes, are of no class. */
export function labelsOf(file: string, { data, ...size }: Planes, classes: number): Labels {
  const labels = emptyLabels(data.length, classes);
  for (let at = 0; at < data.length; at++) {
    const label = data[at]!;
    if (label === -1 || label === 255) continue;
    if (!(Number.isInteger(label) && label >= 0 && label < classes))
      throw new DataError(file, {
        position: pixelPosition(at, size),
        expected: `a class 0..${classes - 1}, or -1 for none`,
        got: String(label),
        cure: "correct the label, or set data.classes to what the files hold",
      });
    labels[at] = label;
  }
  return labels;
}

/** Numbers above 0; others are unknown. */
export function positiveOf<K extends "depth" | "inverse-depth">(kind: K, { data }: Planes): DenseTarget<K> {
  const values = new Float32Array(data.length);
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = Math.fround(data[i]!);
    if (!(value > 0 && value < Number.POSITIVE_INFINITY)) continue;
    values[i] = value;
    mask[i] = 1;
  }
  return { kind, values, mask };
}

/** Vectors brought to unit length, each axis with its sign; those of no length are unknown. */
export function normalsOf({ data }: Planes, signs: readonly number[]): DenseTarget<"normals"> {
  const n = data.length / 3;
  const values = new Float32Array(data.length);
  const mask = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const length = Math.hypot(data[i]!, data[n + i]!, data[2 * n + i]!);
    if (!(length > 1e-6 && length < Number.POSITIVE_INFINITY)) continue;
    for (let axis = 0; axis < 3; axis++) values[axis * n + i] = (signs[axis]! * data[axis * n + i]!) / length;
    mask[i] = 1;
  }
  return { kind: "normals", values, mask };
}
