import { decodeNpy } from "../npy/decode-npy.ts";
import { decodeNpz } from "../npy/decode-npz.ts";
import { type Layout, type Planes, toPlanes } from "../npy/to-planes.ts";
import { decodePng, type PngLayout } from "./decode-png.ts";
import { expectSize, type WantedSize } from "./expect-size.ts";
import type { mapFormats } from "./formats.ts";

/** How the numbers of a map lie in its file. */
export interface MapFile {
  readonly format: (typeof mapFormats)[number];
  /** Where the channels of an array are. */
  readonly layout: Layout;
  /** The name of the array in an npz file. */
  readonly key?: string | undefined;
}

/**
 * The numbers of a map as they are stored, planar.
 *
 * @param png what the map must be if it is a PNG
 * @throws {DataError} if the file is damaged, or not of the size, shape or layout asked for.
 */
export async function readMap(
  file: string,
  bytes: Uint8Array,
  wanted: WantedSize | undefined,
  { format, layout, key }: MapFile,
  planes: number,
  png: PngLayout,
): Promise<Planes> {
  if (format === "png") return decodePng(file, bytes, wanted, png);
  const array = format === "npy" ? decodeNpy(file, bytes) : await decodeNpz(file, bytes, key);
  const map = toPlanes(file, array, planes, layout);
  expectSize(file, map, wanted);
  return map;
}
