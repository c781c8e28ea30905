import { DataError } from "./data-error.ts";
import type { Size } from "./sample.ts";

/** Of a picture or a map: 8192x4096, or 8K video. */
export const mostPixels = 2 ** 25;

/**
 * Of a picture in so many bytes where nothing but its header says its size: two million, or a thousand for each
 * byte. A photograph is far from it; a WebP may hold any number of pixels of one colour in a few bytes.
 */
export const mostPixelsIn = (bytes: number): number => Math.min(mostPixels, Math.max(2 ** 21, 1024 * bytes));

/** Of a file that is read whole: 256 MiB. */
export const mostFileBytes = 2 ** 28;

/** Refuses a picture of so many pixels that they are likelier a damaged header; asked before memory is taken for them. */
export function expectFewPixels(file: string, { width, height }: Size, most = mostPixels): void {
  if (width >= 1 && height >= 1 && width * height <= most) return;
  throw new DataError(file, {
    expected: `a picture of 1 to ${most} pixels`,
    got: `${width}x${height}`,
    cure: "copy or export the file again",
  });
}
