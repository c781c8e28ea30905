import { DataError, type Size } from "@equipoise/datasets";
import sharp from "sharp";

/** An image as it is shown, upright: its size, and its pixels at another. */
export interface Photo {
  readonly shown: Size;
  /** At the size asked for: interleaved sRGB, `[H, W, 3]`. */
  readonly pixels: Uint8Array;
  readonly size: Size;
}

/**
 * Reads an image: turned as its EXIF data say, on white where it is transparent, grey and 16 bits brought to 8-bit sRGB.
 *
 * @param sizeFor the size to read it at, from the size that it is shown at
 * @throws {DataError} if it cannot be read.
 */
export async function readPhoto(path: string, sizeFor: (shown: Size) => Size): Promise<Photo> {
  try {
    const image = sharp(path, { failOn: "truncated" });
    const shown = (await image.metadata()).autoOrient;
    const size = sizeFor(shown);
    const same = size.width === shown.width && size.height === shown.height;
    const upright = image.autoOrient().flatten({ background: "white" });
    const resized = same ? upright : upright.resize({ ...size, fit: "fill", kernel: "linear" });
    // Three channels, of grey images too.
    return { shown, size, pixels: await resized.raw({ depth: "uchar" }).toBuffer() };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
    throw new DataError(path, { expected: "an image that can be read", got: reason });
  }
}
