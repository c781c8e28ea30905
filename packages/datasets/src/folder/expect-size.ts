import { DataError } from "../data-error.ts";
import type { Size } from "../sample.ts";

/** The size that a file must have, and who says so. */
export interface WantedSize extends Size {
  readonly said: string;
  readonly cure: string;
}

/** The size that a manifest says of every file. */
export const sizeOfManifest = ({ width, height }: Size): WantedSize => ({
  width,
  height,
  said: "the size in dataset.json",
  cure: 'export every file at one size, and say that size in dataset.json; or say "resize" there instead of "size"',
});

/** The size that a picture has, for the maps that belong to it. */
export const sizeOfPicture = (file: string, { width, height }: Size): WantedSize => ({
  width,
  height,
  said: `the size of ${file}`,
  cure: "export picture and maps at one size",
});

/** Refuses a file that is not of the size that it must have, if there is one. */
export function expectSize(file: string, got: Size, wanted: WantedSize | undefined): void {
  if (wanted === undefined || (got.width === wanted.width && got.height === wanted.height)) return;
  throw new DataError(file, {
    expected: `${wanted.width}x${wanted.height} pixels, ${wanted.said}`,
    got: `${got.width}x${got.height}`,
    cure: wanted.cure,
  });
}
