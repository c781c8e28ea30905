import sharp, { type Metadata } from "sharp";
import { DataError } from "../data-error.ts";
import { orDamaged } from "../files/damaged.ts";
import { expectFewPixels, mostPixels, mostPixelsIn } from "../limits.ts";
import { mapNumbers } from "../map-numbers.ts";
import { decodeNpy } from "../npy/decode-npy.ts";
import { decodeNpz } from "../npy/decode-npz.ts";
import type { Numbers } from "../npy/number-type.ts";
import { type Layout, toPlanes } from "../npy/to-planes.ts";
import type { Size } from "../sample.ts";
import { pixelPosition } from "./decode-png.ts";
import { expectSize, type WantedSize } from "./expect-size.ts";
import type { FileFormat } from "./formats.ts";

/** How a picture lies in its file. */
export interface PictureFile {
  readonly format: FileFormat;
  readonly layout: Layout;
  readonly key?: string | undefined;
  /** Of the numbers of an array; default: bytes and 16-bit integers by their full range, others as they are. */
  readonly scale?: number | undefined;
}

/** `[3, H, W]`, sRGB: bytes, or numbers 0..1 of which NaN are unknown. */
export interface Picture extends Size {
  readonly data: Uint8Array | Float32Array;
}

/**
 * A picture: grey becomes three equal planes, alpha is dropped, 16 bits of a PNG become 8.
 *
 * @param field of the manifest, for messages
 * @throws {DataError} if the file is truncated or damaged, of another format or of another size.
 */
export async function decodePicture(
  file: string,
  bytes: Uint8Array,
  wanted: WantedSize | undefined,
  picture: PictureFile,
  field: string,
): Promise<Picture> {
  const { format, key, layout } = picture;
  if (format !== "npy" && format !== "npz") {
    expectFormat(file, bytes, format, field);
    return decodeImage(file, bytes, wanted);
  }
  const array = format === "npy" ? decodeNpy(file, bytes) : await decodeNpz(file, bytes, key);
  const isGrey = array.shape.length < 3 || array.shape[layout === "HWC" ? 2 : 0] === 1;
  const planes = toPlanes(file, array, isGrey ? 1 : 3, layout);
  expectSize(file, planes, wanted);
  const colours = coloursOf(file, planes.data, planes, picture, field);
  const { width, height } = planes;
  return { width, height, data: isGrey ? threefold(colours) : colours };
}

/** First bytes of the formats. */
const magic = { jpg: "ffd8ff", png: "89504e47", webp: "52494646" } as const;

function expectFormat(file: string, bytes: Uint8Array, format: keyof typeof magic, field: string): void {
  if (!Buffer.from(bytes.subarray(0, 4)).toString("hex").startsWith(magic[format]))
    throw new DataError(file, {
      expected: `a ${format} file, as ${field}.format says`,
      got: `${bytes.length} bytes of something else`,
      cure: `convert the file, or correct ${field}.format in dataset.json`,
    });
}

/**
 * A picture of any format that sharp knows, `[3, H, W]` in bytes.
 *
 * @throws {DataError} if the file is truncated or damaged, or of another size.
 */
export async function decodeImage(
  file: string,
  bytes: Uint8Array,
  wanted: WantedSize | undefined,
): Promise<Size & { readonly data: Uint8Array }> {
  // Judged by the header before anything is unpacked.
  const size = sizeOf(
    await orDamaged(file, "a whole picture", () => sharp(bytes, { failOn: "error" }).metadata()),
  );
  expectSize(file, size, wanted);
  expectFewPixels(file, size, wanted === undefined ? mostPixelsIn(bytes.length) : mostPixels);
  const { data, info } = await orDamaged(file, "a whole picture", () =>
    sharp(bytes, { failOn: "error", limitInputPixels: mostPixels })
      .removeAlpha()
      .toColourspace("srgb")
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true }),
  );
  const pixels = info.width * info.height;
  const planar = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++)
    for (let plane = 0; plane < 3; plane++)
      planar[plane * pixels + i] = data[info.channels * i + Math.min(plane, info.channels - 1)]!;
  return { ...size, data: planar };
}

const sizeOf = ({ width = 0, height = 0 }: Metadata): Size => ({ width, height });

/** Rounding may carry colours a little way out of 0..1; what is further out is meant otherwise. */
const slack = 1e-3;

/** Bytes as they are, or numbers 0..1. */
function coloursOf(
  file: string,
  data: Numbers,
  size: Size,
  { scale }: PictureFile,
  field: string,
): Uint8Array | Float32Array {
  if (data instanceof Uint8Array && scale === undefined) return data;
  const factor = scale ?? (data instanceof Uint16Array ? 1 / 65535 : 1);
  const colours = mapNumbers(data, (stored) => stored * factor);
  const wrong = colours.findIndex((value) => value < -slack || value > 1 + slack);
  if (wrong >= 0)
    throw new DataError(file, {
      position: pixelPosition(wrong % (size.width * size.height), size),
      expected: "colours 0..1",
      got: String(colours[wrong]),
      cure: `say a scale in ${field}, such as "1/255"`,
    });
  return colours.map((value) => Math.min(1, Math.max(0, value)));
}

function threefold<T extends Uint8Array | Float32Array>(grey: T): T {
  const out =
    grey instanceof Uint8Array ? new Uint8Array(3 * grey.length) : new Float32Array(3 * grey.length);
  for (let plane = 0; plane < 3; plane++) out.set(grey, plane * grey.length);
  return out as T;
}
