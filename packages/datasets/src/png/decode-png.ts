import { inflateSync } from "node:zlib";
import { damaged } from "../files/damaged.ts";
import { expectFewPixels } from "../limits.ts";
import type { Size } from "../sample.ts";
import { imageData } from "./image-data.ts";
import { type PngHeader, readPngHeader } from "./read-header.ts";
import { unfilter } from "./unfilter.ts";

// Maps are numbers, not pictures: what is stored counts. sharp would apply palettes, colour profiles and gamma, and give
// a 16-bit grey file as 8-bit colours; fast-png unpacks without bound, misreads interlaced files of fewer than 8 bits,
// and is slower.

/** Numbers as a PNG stores them: `[H, W, channels]`, of a palette the indexes. */
export interface StoredPng {
  readonly header: PngHeader;
  readonly data: Uint8Array | Uint16Array;
}

/** Deflate never packs more into a byte. */
const mostPerByte = 1032;

/**
 * The numbers that a PNG stores.
 *
 * @param accept refuses a header by throwing, before anything is unpacked
 * @throws {DataError} if the file is no whole PNG.
 */
export function decodeStoredPng(
  file: string,
  bytes: Uint8Array,
  accept: (header: PngHeader) => void,
): StoredPng {
  const header = readPngHeader(file, bytes);
  accept(header);
  expectFewPixels(file, header);
  try {
    const packed = imageData(bytes);
    const length = passes(header).reduce((sum, pass) => sum + pass.height * (1 + strideOf(header, pass)), 0);
    if (length > mostPerByte * packed.length) throw new Error("too few bytes for its pixels");
    const filtered = inflateSync(packed, { maxOutputLength: length });
    if (filtered.length < length) throw new Error("too few rows");
    return {
      header,
      data: header.interlaced ? interlaced(filtered, header) : numbers(filtered, header, header),
    };
  } catch (cause) {
    throw damaged(file, "a whole PNG", cause);
  }
}

/** Pixels `(x + i dx, y + j dy)`, `i < width`, `j < height`. */
interface Pass extends Size {
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
}

const adam7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** The parts of an image in their order; those without pixels take no room. */
function passes({ width, height, interlaced }: PngHeader): Pass[] {
  if (!interlaced) return [{ x: 0, y: 0, dx: 1, dy: 1, width, height }];
  return adam7
    .map(([x, y, dx, dy]) => ({
      ...{ x, y, dx, dy },
      width: Math.ceil((width - x) / dx),
      height: Math.ceil((height - y) / dy),
    }))
    .filter((pass) => pass.width > 0 && pass.height > 0);
}

/** Bytes of a row. */
const strideOf = ({ depth, channels }: PngHeader, { width }: Size) =>
  Math.ceil((width * channels * depth) / 8);

/** The numbers of rows that are one image of a size. */
function numbers(filtered: Uint8Array, header: PngHeader, { width, height }: Size): Uint8Array | Uint16Array {
  const { depth, channels } = header;
  const stride = strideOf(header, { width, height });
  const bytes = unfilter(filtered, height, stride, Math.max(1, (channels * depth) / 8));
  if (depth === 8) return bytes;
  if (depth === 16) {
    Buffer.from(bytes.buffer).swap16();
    return new Uint16Array(bytes.buffer);
  }
  // Each row starts on a byte, and its first number in the highest bits.
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      out[y * width + x] = (bytes[y * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  return out;
}

function interlaced(filtered: Uint8Array, header: PngHeader): Uint8Array | Uint16Array {
  const { width, height, channels, depth } = header;
  const out =
    depth === 16 ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  let start = 0;
  for (const pass of passes(header)) {
    const part = numbers(filtered.subarray(start), header, pass);
    start += pass.height * (1 + strideOf(header, pass));
    for (let j = 0, from = 0; j < pass.height; j++)
      for (let i = 0; i < pass.width; i++)
        for (let c = 0; c < channels; c++, from++)
          out[((pass.y + j * pass.dy) * width + pass.x + i * pass.dx) * channels + c] = part[from]!;
  }
  return out;
}
