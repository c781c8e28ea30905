import { decode } from "fast-png";
import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";
import { expectSize } from "./expect-size.ts";

// Target maps are numbers, not pictures: they go through fast-png, which hands out what is stored. sharp would apply
// palettes, colour profiles and gamma, and give a 16-bit grey file as 8-bit colours.

/** What a PNG holds, by the file's header. */
interface Header extends Size {
  readonly depth: number;
  readonly colour: "grey" | "RGB" | "palette" | "grey and alpha" | "RGBA";
}

const colours = new Map([
  [0, "grey"],
  [2, "RGB"],
  [3, "palette"],
  [4, "grey and alpha"],
  [6, "RGBA"],
] as const);

/** What each kind of map must be stored as, and the cure if it is not. */
const layouts = {
  labels: {
    expected: "a grey or palette PNG of at most 8 bits",
    cure: "store class indexes, not colours, in one 8-bit channel",
    fits: ({ colour, depth }: Header) => (colour === "grey" || colour === "palette") && depth <= 8,
    planes: 1,
  },
  depth: {
    expected: "a 16-bit grey PNG",
    cure: "export depth as 16-bit grey, for example millimetres with scale 0.001: 8 bits are too coarse to train on",
    fits: ({ colour, depth }: Header) => colour === "grey" && depth === 16,
    planes: 1,
  },
  normals: {
    expected: "an 8-bit RGB PNG",
    cure: "export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
    fits: ({ colour, depth }: Header) => colour === "RGB" && depth === 8,
    planes: 3,
  },
} as const;

/**
 * The stored values of a PNG, planar `[planes, H, W]`: class indexes, 16-bit depth or RGB triples.
 *
 * @throws {DataError} if the file is no whole PNG, or not of the size or layout asked for.
 */
export function decodePng(file: string, bytes: Uint8Array, size: Size, as: "depth"): Uint16Array;
export function decodePng(file: string, bytes: Uint8Array, size: Size, as: "labels" | "normals"): Uint8Array;
export function decodePng(
  file: string,
  bytes: Uint8Array,
  size: Size,
  as: keyof typeof layouts,
): Uint8Array | Uint16Array {
  const { expected, cure, fits, planes } = layouts[as];
  // Judged by the header before anything is unpacked: a wrong file is refused at no cost, whatever size it claims.
  const header = readHeader(file, bytes);
  if (!fits(header))
    throw new DataError(file, { expected, got: `${header.depth}-bit ${header.colour}`, cure });
  expectSize(file, header, size);
  const data = unpack(file, bytes);
  if (header.depth < 8) return unpackBits(data, header);
  if (planes === 1) return data instanceof Uint16Array ? data : new Uint8Array(data);
  const pixels = size.width * size.height;
  const planar = new Uint8Array(planes * pixels);
  for (let i = 0; i < pixels; i++)
    for (let plane = 0; plane < planes; plane++) planar[plane * pixels + i] = data[i * planes + plane]!;
  return planar;
}

/** Where a pixel is, as a person counts: `row 3, column 5`, from 0 at the top left. */
export function pixelPosition(at: number, { width }: Size): string {
  return `row ${Math.floor(at / width)}, column ${at % width}`;
}

function readHeader(file: string, bytes: Uint8Array): Header {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isPng = bytes.length >= 8 && view.getUint32(0) === 0x89504e47 && view.getUint32(4) === 0x0d0a1a0a;
  if (!isPng)
    throw new DataError(file, { expected: "a PNG", got: `${bytes.length} bytes of something else` });
  const colour = bytes.length >= 33 ? colours.get(view.getUint8(25) as 0) : undefined;
  if (colour === undefined)
    throw new DataError(file, {
      expected: "a whole PNG",
      got: "one without a header",
      cure: "copy or export the file again",
    });
  return { width: view.getUint32(16), height: view.getUint32(20), depth: view.getUint8(24), colour };
}

function unpack(file: string, bytes: Uint8Array) {
  try {
    return decode(bytes, { checkCrc: true }).data;
  } catch (cause) {
    throw new DataError(
      file,
      { expected: "a whole PNG", got: "a truncated or damaged one", cure: "copy or export the file again" },
      { cause },
    );
  }
}

/** Rows of 1-, 2- or 4-bit values, each row starting on a byte, highest bits first. */
function unpackBits(data: ArrayLike<number>, { width, height, depth }: Header): Uint8Array {
  const out = new Uint8Array(width * height);
  const stride = Math.ceil((width * depth) / 8);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      out[y * width + x] = (data[y * stride + (bit >> 3)]! >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
    }
  return out;
}
