import { DataError, type Size } from "@equipoise/datasets";
import sharp, { type Sharp } from "sharp";
import type { Pixels } from "./paint.ts";

/** A picture is enlarged by a whole number until it is at least this wide. */
const CELL_WIDTH = 256;

/** The factor by which pictures of a width are enlarged. */
export const enlargement = (width: number): number => Math.ceil(CELL_WIDTH / width);

/** `smooth` suits photographs; `sharp` shows the pixels of a target as they are. */
export type Enlarge = "smooth" | "sharp";

/** Pixels as an image of the size `shown`, not yet encoded. */
export function resized(pixels: Pixels, { width, height }: Size, shown: Size, enlarge: Enlarge): Sharp {
  return sharp(pixels, { raw: { width, height, channels: 3 } }).resize({
    ...shown,
    fit: "fill",
    kernel: enlarge === "smooth" ? "cubic" : "nearest",
  });
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
