import { DataError } from "../data-error.ts";
import type { Planes } from "../npy/to-planes.ts";
import { decodeStoredPng } from "../png/decode-png.ts";
import type { PngHeader } from "../png/read-header.ts";
import type { Size } from "../sample.ts";
import { expectSize, type WantedSize } from "./expect-size.ts";

/** What each sort of map must be stored as, and the cure if it is not. */
const layouts = {
  labels: {
    expected: "a grey or palette PNG",
    cure: "store class indexes, not colours, in one channel",
    fits: ({ colour }: PngHeader) => colour === "grey" || colour === "palette",
  },
  depth: {
    expected: "a 16-bit grey PNG",
    cure: "export depth as 16-bit grey, for example millimetres with scale 0.001: 8 bits are too coarse to train on",
    fits: ({ colour, depth }: PngHeader) => colour === "grey" && depth === 16,
  },
  numbers: {
    expected: "a grey PNG of 8 or 16 bits",
    cure: "store numbers, not colours, in one channel",
    fits: ({ colour, depth }: PngHeader) => colour === "grey" && depth >= 8,
  },
  normals: {
    expected: "an RGB PNG of 8 or 16 bits",
    cure: "export (nx, ny, nz) * 127.5 + 127.5 as 8-bit RGB without alpha",
    fits: ({ colour }: PngHeader) => colour === "RGB",
  },
} as const;

/** What a PNG may hold. */
export type PngLayout = keyof typeof layouts;

/**
 * The stored values of a PNG, planar: class indexes, numbers or triples.
 *
 * @throws {DataError} if the file is no whole PNG, or not of the size or layout asked for.
 */
export function decodePng(
  file: string,
  bytes: Uint8Array,
  wanted: WantedSize | undefined,
  as: PngLayout,
): Planes & { readonly data: Uint8Array | Uint16Array } {
  const { expected, cure, fits } = layouts[as];
  const { header, data } = decodeStoredPng(file, bytes, (header) => {
    if (!fits(header))
      throw new DataError(file, { expected, got: `${header.depth}-bit ${header.colour}`, cure });
    expectSize(file, header, wanted);
  });
  const { width, height, channels } = header;
  if (channels === 1) return { width, height, data };
  const pixels = width * height;
  const planar = data.slice();
  for (let i = 0; i < pixels; i++)
    for (let plane = 0; plane < channels; plane++) planar[plane * pixels + i] = data[i * channels + plane]!;
  return { width, height, data: planar };
}

/** Where a pixel is, as a person counts: `row 3, column 5`, from 0 at the top left. */
export function pixelPosition(at: number, { width }: Size): string {
  return `row ${Math.floor(at / width)}, column ${at % width}`;
}
