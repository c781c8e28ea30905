import type { Size } from "@equipoise/datasets";
import { expectPlanes } from "./encode.ts";
import { paintImage, paintTarget, rangeOf } from "./paint.ts";
import { paintError } from "./paint-error.ts";
import { predictedTarget } from "./predicted-target.ts";
import type { SheetRow } from "./sheet.ts";
import { type Cell, type Picture, strip } from "./strip.ts";

/**
 * What stays the same while a network learns, one row: the image, and the truth of each task.
 *
 * @param image `[3, H, W]`: sRGB, 0..1.
 */
export async function truthStrip(
  image: Float32Array,
  size: Size,
  rows: readonly SheetRow[],
): Promise<Picture> {
  expectPlanes("strip", "an image", image, size);
  const truths = rows.map(({ truth }): Cell => ({ pixels: paintTarget(truth), enlarge: "sharp" }));
  return strip([[{ pixels: paintImage(image), enlarge: "smooth" }, ...truths]], size);
}

/** What changes, two rows: the prediction of each task, in the colours of the truth's range, and its errors. */
export async function predictionStrip(size: Size, rows: readonly SheetRow[]): Promise<Picture> {
  const cells = rows.map(({ truth, prediction }) => {
    expectPlanes("strip", "a prediction", prediction, size);
    const predicted = predictedTarget(truth.kind, prediction, size.width * size.height);
    const known = truth.kind !== "classes" && truth.mask.includes(1);
    const painted = paintTarget(predicted, known ? rangeOf(truth) : undefined);
    return [painted, paintError(truth, predicted)].map((pixels): Cell => ({ pixels, enlarge: "sharp" }));
  });
  return strip(
    [0, 1].map((row) => cells.map((column) => column[row]!)),
    size,
  );
}
