import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";

/** Refuses a file that is not of the manifest's size. */
export function expectSize(file: string, got: Size, { width, height }: Size): void {
  if (got.width === width && got.height === height) return;
  throw new DataError(file, {
    expected: `${width}x${height} pixels, the size in dataset.json`,
    got: `${got.width}x${got.height}`,
    cure: "export every file at one size, and say that size in dataset.json",
  });
}
