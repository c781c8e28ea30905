import type { Size, Target } from "@equipoise/datasets";
import sharp from "sharp";
import { BACKGROUND } from "./colour.ts";
import { type Enlarge, enlargement, expectPlanes, resized } from "./encode.ts";
import { type Pixels, paintImage, paintOutput, paintTarget, rangeOf } from "./paint.ts";

/** Pixels between pictures, and around them. */
export const GUTTER = 8;

export interface SheetRow {
  readonly truth: Target;
  /** `[C, H, W]`: the network's output. */
  readonly prediction: Float32Array;
}

/**
 * PNG that compares a network's outputs for one image with the truth: a row for each task, with the columns input,
 * truth and prediction. Depths, inverse depths and heat maps share the colours of the truth's range, and a prediction
 * beyond it has the colour of its end. Pixels without a truth are grey in the truth.
 *
 * @param image `[3, H, W]`: sRGB, 0..1.
 * @throws {DataError} if an array is not of the image's size.
 */
export async function sheet(image: Float32Array, size: Size, rows: readonly SheetRow[]): Promise<Uint8Array> {
  expectPlanes("sheet", "an image", image, size);
  const factor = enlargement(size.width);
  const cell = { width: size.width * factor, height: size.height * factor };
  const input = await raw(paintImage(image), size, cell, "smooth");
  const cells = await Promise.all(
    rows.map(async ({ truth, prediction }) => {
      expectPlanes("sheet", "a truth", truth.kind === "classes" ? truth.labels : truth.values, size);
      expectPlanes("sheet", "a prediction", prediction, size);
      const known = truth.kind !== "classes" && truth.mask.includes(1);
      const range = known ? rangeOf(truth) : undefined;
      const output = paintOutput(truth.kind, prediction, size.width * size.height, range);
      return [
        input,
        await raw(paintTarget(truth), size, cell, "sharp"),
        await raw(output, size, cell, "sharp"),
      ];
    }),
  );
  const [r, g, b] = BACKGROUND;
  const page = {
    width: 3 * cell.width + 4 * GUTTER,
    height: rows.length * cell.height + (rows.length + 1) * GUTTER,
    channels: 3 as const,
    background: { r, g, b },
  };
  return sharp({ create: page })
    .composite(
      cells.flatMap((row, y) =>
        row.map((pixels, x) => ({
          input: pixels,
          raw: { ...cell, channels: 3 as const },
          left: GUTTER + x * (cell.width + GUTTER),
          top: GUTTER + y * (cell.height + GUTTER),
        })),
      ),
    )
    .removeAlpha()
    .png({ compressionLevel: 9 })
    .toBuffer();
}

const raw = (pixels: Pixels, size: Size, shown: Size, enlarge: Enlarge): Promise<Buffer> =>
  resized(pixels, size, shown, enlarge).raw().toBuffer();
