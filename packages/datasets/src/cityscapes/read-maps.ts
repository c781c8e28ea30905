import { DataError } from "../data-error.ts";
import { decodePng, pixelPosition } from "../folder/decode-png.ts";
import { expectSize, type WantedSize } from "../folder/expect-size.ts";
import { readBytes } from "../folder/read-file.ts";
import { IGNORE } from "../labels.ts";
import { decodeStoredPng } from "../png/decode-png.ts";
import type { ClassesTarget, DenseTarget, Size } from "../sample.ts";
import { highestId } from "./classes.ts";

/** Colours 0..1, planar. */
export interface Colours extends Size {
  readonly data: Float32Array;
}

/**
 * The colours of an 8-bit RGB PNG.
 *
 * @param wanted nothing: any size
 * @throws {DataError} if the file is damaged, or of another sort or size.
 */
export async function readColours(file: string, wanted: WantedSize | undefined): Promise<Colours> {
  const { header, data } = decodeStoredPng(file, await readBytes(file), ({ colour, depth, ...size }) => {
    if (colour !== "RGB" || depth !== 8)
      throw new DataError(file, { expected: "an 8-bit RGB PNG", got: `${depth}-bit ${colour}` });
    expectSize(file, size, wanted);
  });
  const { width, height } = header;
  const pixels = width * height;
  const planar = new Float32Array(3 * pixels);
  for (let i = 0; i < pixels; i++)
    for (let plane = 0; plane < 3; plane++) planar[plane * pixels + i] = data[3 * i + plane]! / 255;
  return { width, height, data: planar };
}

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
