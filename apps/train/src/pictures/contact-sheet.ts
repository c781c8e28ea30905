import type { Size, Target } from "@equipoise/datasets";
import sharp from "sharp";
import { BACKGROUND } from "./colour.ts";
import { resized } from "./encode.ts";
import { paintImage, paintTarget } from "./paint.ts";
import { type Cell, cellSize } from "./strip.ts";

/** Pixels between pictures of one image, and between images. */
const gutter = { within: 4, between: 12 } as const;

/** So many pictures stand side by side, where a single image has not more. */
const across = 8;

/** Images, each with its targets to its right, which are drawn as they come: only small pictures are kept of them. */
export class ContactSheet {
  readonly #size: Size;
  readonly #cell: Size;
  readonly #rows: Buffer[][] = [];

  constructor(size: Size) {
    this.#size = size;
    this.#cell = cellSize(size);
  }

  /** How many have been added. */
  get images(): number {
    return this.#rows.length;
  }

  /** @param image `[3, H, W]`: sRGB, 0..1. */
  async add(image: Float32Array, targets: readonly Target[]): Promise<void> {
    const cells: Cell[] = [
      { pixels: paintImage(image), enlarge: "smooth" },
      ...targets.map((target): Cell => ({ pixels: paintTarget(target), enlarge: "sharp" })),
    ];
    this.#rows.push(
      await Promise.all(
        cells.map(({ pixels, enlarge }) => resized(pixels, this.#size, this.#cell, enlarge).raw().toBuffer()),
      ),
    );
  }

  /** Those so far, one at least. */
  async png(): Promise<Uint8Array> {
    const { width, height } = this.#cell;
    const columns = this.#rows[0]!.length;
    const inRow = Math.min(this.#rows.length, Math.max(1, Math.floor(across / columns)));
    const step = {
      x: columns * width + (columns - 1) * gutter.within + gutter.between,
      y: height + gutter.between,
    };
    const [r, g, b] = BACKGROUND;
    const page = {
      width: inRow * step.x + gutter.between,
      height: Math.ceil(this.#rows.length / inRow) * step.y + gutter.between,
      channels: 3 as const,
      background: { r, g, b },
    };
    const cells = this.#rows.flatMap((row, i) =>
      row.map((input, x) => ({
        ...{ input, raw: { width, height, channels: 3 as const } },
        left: gutter.between + (i % inRow) * step.x + x * (width + gutter.within),
        top: gutter.between + Math.floor(i / inRow) * step.y,
      })),
    );
    return sharp({ create: page }).composite(cells).removeAlpha().png({ compressionLevel: 9 }).toBuffer();
  }
}
