import { DataError, type Size } from "@equipoise/datasets";
import sharp, { type Sharp } from "sharp";
import type { Pixels } from "./paint.ts";

/** A picture is enlarged by a whole number until it is at least this wide. */
const CELL_WIDTH = 256;

/** The factor by which pictures of a width are enlarged. */
export const enlargement = (width: number): number => Math.ceil(CELL_WIDTH / width);

/** `smooth` suits photographs; `sharp` shows the pixels of a target as they are. */
export type Enlarge = "smooth" | "sharp";

/** Pixels as an image of `size` times `factor`, not yet encoded. */
export function enlarged(pixels: Pixels, { width, height }: Size, factor: number, enlarge: Enlarge): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } }).resize(width * factor, height * factor, {
    kernel: enlarge === "smooth" ? "cubic" : "nearest",
  });
}

/** PNG of pixels, each a square of `factor` x `factor`. */
export async function encodePng(pixels: Pixels, size: Size, factor: number): Promise<Uint8Array> {
  return enlarged(pixels, size, factor, "sharp").png({ compressionLevel: 9 }).toBuffer();
}

/** Checks that an array holds whole planes of a size. */
export function expectPlanes(picture: string, name: string, values: ArrayLike<number>, size: Size): void {
  const plane = size.width * size.height;
  if (values.length === 0 || values.length % plane !== 0)
    throw new DataError(picture, {
      expected: `${name} of ${size.width} x ${size.height} pixels`,
      got: `${values.length} values`,
    });
}
