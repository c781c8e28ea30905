import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";

/** What a PNG holds, by its header. */
export interface PngHeader extends Size {
  /** Bits of a number. */
  readonly depth: number;
  readonly colour: "grey" | "RGB" | "palette" | "grey and alpha" | "RGBA";
  /** Numbers of a pixel. */
  readonly channels: number;
  /** Whether pixels come in the seven passes of Adam7. */
  readonly interlaced: boolean;
}

/** Colour types: name, channels, and the depths that there are. */
const colours: ReadonlyMap<
  number,
  readonly [PngHeader["colour"], channels: number, depths: readonly number[]]
> = new Map([
  [0, ["grey", 1, [1, 2, 4, 8, 16]]],
  [2, ["RGB", 3, [8, 16]]],
  [3, ["palette", 1, [1, 2, 4, 8]]],
  [4, ["grey and alpha", 2, [8, 16]]],
  [6, ["RGBA", 4, [8, 16]]],
]);

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

/** The signature, and the chunk that holds the header. */
const headerEnd = signature.length + 25;

/**
 * The header of a PNG; nothing behind it is looked at.
 *
 * @throws {DataError} if the file is no PNG, or its header is damaged.
 */
export function readPngHeader(file: string, bytes: Uint8Array): PngHeader {
  if (Buffer.compare(bytes.subarray(0, signature.length), signature) !== 0)
    throw new DataError(file, {
      expected: "a PNG",
      got: `${bytes.length} bytes of something else`,
      cure: "export the file as a PNG, or copy it again",
    });
  const header = bytes.length < headerEnd ? undefined : parse(bytes);
  if (header !== undefined) return header;
  throw new DataError(file, {
    expected: "a whole PNG",
    got: "one without a header",
    cure: "copy or export the file again",
  });
}

function parse(bytes: Uint8Array): PngHeader | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, headerEnd);
  const depth = view.getUint8(24);
  const [colour, channels, depths] = colours.get(view.getUint8(25)) ?? [];
  const [compression, filter, interlace] = [26, 27, 28].map((at) => view.getUint8(at));
  const isHeader = view.getUint32(8) === 13 && view.getUint32(12) === 0x49484452;
  if (!isHeader || colour === undefined || channels === undefined || !depths?.includes(depth))
    return undefined;
  if (compression !== 0 || filter !== 0 || interlace === undefined || interlace > 1) return undefined;
  return {
    width: view.getUint32(16),
    height: view.getUint32(20),
    depth,
    colour,
    channels,
    interlaced: interlace === 1,
  };
}
