import sharp from "sharp";
import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";
import { expectSize } from "./expect-size.ts";

/** First bytes of the formats. */
const magic = { jpg: [0xff, 0xd8, 0xff], png: [0x89, 0x50, 0x4e, 0x47] } as const;

/**
 * A picture as 8-bit sRGB, planar `[3, H, W]`: grey becomes three equal planes, alpha is dropped.
 *
 * @throws {DataError} if the file is truncated or damaged, of another format or of another size.
 */
export async function decodeImage(
  file: string,
  bytes: Uint8Array,
  size: Size,
  format: "jpg" | "png",
): Promise<Uint8Array> {
  if (!magic[format].every((value, at) => bytes[at] === value))
    throw new DataError(file, {
      expected: `a ${format} file, as input.format says`,
      got: `${bytes.length} bytes of something else`,
      cure: "convert the file, or correct input.format in dataset.json",
    });
  const { data, info } = await decode(file, bytes);
  expectSize(file, info, size);
  const pixels = size.width * size.height;
  const planar = new Uint8Array(3 * pixels);
  for (let i = 0; i < pixels; i++) {
    planar[i] = data[3 * i]!;
    planar[pixels + i] = data[3 * i + 1]!;
    planar[2 * pixels + i] = data[3 * i + 2]!;
  }
  return planar;
}

async function decode(file: string, bytes: Uint8Array) {
  try {
    return await sharp(bytes, { failOn: "error" })
      .removeAlpha()
      .raw({ depth: "uchar" })
      .toBuffer({ resolveWithObject: true });
  } catch (cause) {
    throw new DataError(
      file,
      {
        expected: "a whole picture",
        got: "a truncated or damaged one",
        cure: "copy or export the file again",
      },
      { cause },
    );
  }
}
