import { join } from "node:path";
import type { DataFolder } from "../folder/data-folder.ts";
import { decodePicture } from "../folder/decode-picture.ts";
import type { FileFormat } from "../folder/formats.ts";
import { decodeNpy, type NpyArray } from "../npy/decode-npy.ts";
import { decodeNpz } from "../npy/decode-npz.ts";
import type { Numbers } from "../npy/number-type.ts";
import type { Layout } from "../npy/to-planes.ts";
import { decodeStoredPng } from "../png/decode-png.ts";
import { paletteOf } from "../png/palette.ts";
import type { Size } from "../sample.ts";

/** What a file holds, as it is stored. */
export interface Probe extends Size {
  /** In words, such as `grey PNG of 16 bits`. */
  readonly storage: string;
  /** Whether it holds a picture and nothing else: a JPEG, or anything with alpha. */
  readonly isPicture: boolean;
  readonly channels: number;
  readonly layout: Layout;
  /** `[H, W, channels]`, or by the layout. */
  readonly data: Numbers;
  /** `#rrggbb` by index, where there is a palette. */
  readonly palette: readonly string[];
}

/** @throws {DataError} if the file cannot be read. */
export async function probeFile(
  data: DataFolder,
  path: string,
  format: FileFormat,
  key: string | undefined,
): Promise<Probe> {
  const file = join(data.path, path);
  const bytes = await data.read(file);
  if (format === "npy") return probeArray(decodeNpy(file, bytes));
  if (format === "npz") return probeArray(await decodeNpz(file, bytes, key));
  if (format === "png") {
    const { header, data } = decodeStoredPng(file, bytes, () => {});
    const { width, height, depth, colour, channels } = header;
    const storage = `${colour} PNG of ${depth} bits`;
    const palette = colour === "palette" ? paletteOf(bytes) : [];
    return {
      width,
      height,
      storage,
      isPicture: channels === 2 || channels === 4,
      channels,
      layout: "HWC",
      data,
      palette,
    };
  }
  const picture = await decodePicture(file, bytes, undefined, { format, layout: "HWC" }, "input");
  const { width, height } = picture;
  const storage = format === "jpg" ? "JPEG" : "WebP";
  return {
    width,
    height,
    storage,
    isPicture: true,
    channels: 3,
    layout: "CHW",
    data: picture.data,
    palette: [],
  };
}

/** An array of an image: two dimensions, or three of which the shortest, the first or the last, is that of channels. */
function probeArray({ shape, data }: NpyArray): Probe {
  const [a = 0, b = 0, c = 1] = shape;
  const layout = shape.length === 3 && a < c ? "CHW" : "HWC";
  const [height, width, channels] = layout === "CHW" ? [b, c, a] : [a, b, c];
  const storage = `array of ${data.constructor.name.replace("Array", "").toLowerCase()} (${shape.join(", ")})`;
  const isImage = shape.length === 2 || shape.length === 3;
  return {
    width,
    height,
    storage,
    isPicture: false,
    channels: isImage ? channels : 0,
    layout,
    data,
    palette: [],
  };
}
