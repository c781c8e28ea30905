import type { Size } from "@equipoise/datasets";
import sharp from "sharp";
import { type Enlarge, resized } from "./encode.ts";
import type { Pixels } from "./paint.ts";

/** Cells are at least so wide where whole factors allow, and at most. */
const WIDTHS = { least: 192, most: 320 } as const;

/** A cell of a strip. */
export interface Cell {
  readonly pixels: Pixels;
  readonly enlarge: Enlarge;
}

/** A JPEG and its size. */
export interface Picture extends Size {
  readonly jpeg: Uint8Array;
}

/** The size that pictures of a size have in a strip. */
export function cellSize({ width, height }: Size): Size {
  const factor = width > WIDTHS.most ? WIDTHS.most / width : Math.ceil(WIDTHS.least / width);
  return { width: Math.round(width * factor), height: Math.max(1, Math.round(height * factor)) };
}

/** A small JPEG of pictures of one size, rows of cells side by side without gaps. */
export async function strip(rows: readonly (readonly Cell[])[], size: Size): Promise<Picture> {
  const cell = cellSize(size);
  const raw = { ...cell, channels: 3 as const };
  const cells = await Promise.all(
    rows.flatMap((row, y) =>
      row.map(async ({ pixels, enlarge }, x) => ({
        input: await resized(pixels, size, cell, enlarge).raw().toBuffer(),
        raw,
        left: x * cell.width,
        top: y * cell.height,
      })),
    ),
  );
  const page = { width: cell.width * rows[0]!.length, height: cell.height * rows.length };
  const jpeg = await sharp({ create: { ...page, channels: 3, background: "white" } })
    .composite(cells)
    .jpeg({ quality: 85, mozjpeg: true, chromaSubsampling: "4:4:4" })
    .toBuffer();
  return { ...page, jpeg };
}
