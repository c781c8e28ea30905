import { join } from "node:path";
import { sheet } from "../pictures/index.ts";
import { makeFolder } from "./make-folder.ts";
import { type ShownSource, shownImages } from "./shown-images.ts";
import { writeWhole } from "./write-whole.ts";

export interface DrawOptions extends ShownSource {
  /** Folder for the pictures. */
  readonly folder: string;
}

/** Draws input, truth and prediction of images spread evenly over the evaluation split, one PNG for each. */
export async function drawPredictions({ folder, ...source }: DrawOptions): Promise<void> {
  makeFolder(folder);
  for await (const { name, image, size, rows } of shownImages(source))
    writeWhole(join(folder, `${name}.png`), await sheet(image, size, rows));
}
