import { DataError } from "../data-error.ts";
import { decodePng, pixelPosition } from "../folder/decode-png.ts";
import type { WantedSize } from "../folder/expect-size.ts";
import { readBytes } from "../folder/read-file.ts";
import { IGNORE } from "../labels.ts";
import type { ClassesTarget, DenseTarget } from "../sample.ts";
import { highestId } from "./classes.ts";

/** @throws {DataError} if the file is damaged, or holds an id that there is not. */
export async function readLabels(
  file: string,
  wanted: WantedSize,
  classOf: Uint8Array,
): Promise<ClassesTarget> {
  const { data } = decodePng(file, await readBytes(file), wanted, "labels");
  const labels = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at++) {
    const id = data[at]!;
    if (id > highestId && id !== IGNORE)
      throw new DataError(file, {
        position: pixelPosition(at, wanted),
        expected: `an id 0..${highestId} or ${IGNORE}, as in labelIds`,
        got: String(id),
        cure: "take the file of the data set again",
      });
    labels[at] = classOf[id]!;
  }
  return { kind: "classes", labels };
}

/**
 * Disparity in pixels of the stored image: `(p - 1) / 256`, unknown where p is 0.
 *
 * @throws {DataError} if the file is damaged, or not of 16 bits.
 */
export async function readDisparity(file: string, wanted: WantedSize): Promise<DenseTarget<"inverse-depth">> {
  const { data } = decodePng(file, await readBytes(file), wanted, "depth");
  const values = new Float32Array(data.length);
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    if (data[i] === 0) continue;
    values[i] = (data[i]! - 1) / 256;
    mask[i] = 1;
  }
  return { kind: "inverse-depth", values, mask };
}

/** Metres along the optical axis, `baseline fx / disparity`; what is infinitely far is unknown. */
export function metricDepth(disparity: DenseTarget<"inverse-depth">, scale: number): DenseTarget<"depth"> {
  const values = new Float32Array(disparity.values.length);
  const mask = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    if (disparity.values[i] === 0) continue;
    values[i] = scale / disparity.values[i]!;
    mask[i] = 1;
  }
  return { kind: "depth", values, mask };
}
