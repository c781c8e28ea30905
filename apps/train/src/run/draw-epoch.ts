import { join } from "node:path";
import { type Picture, predictionStrip, truthStrip } from "../pictures/index.ts";
import type { DrawOptions } from "./draw-predictions.ts";
import { makeFolder } from "./make-folder.ts";
import { shownImages } from "./shown-images.ts";
import { writeWhole } from "./write-whole.ts";

/** At most so many epochs of a run are drawn, so that its pictures stay few and its report small. */
const MOST = 12;

/**
 * The epochs after which a run of `epochs` draws what it predicts, of those that it evaluates after: all of a few, else
 * the first ones, and then ever fewer, as a network learns ever more slowly.
 */
export function drawnEpochs(epochs: number, every: number): number[] {
  const evaluated = Array.from({ length: Math.floor(epochs / every) + 1 }, (_, k) => k * every);
  if (epochs % every !== 0) evaluated.push(epochs);
  const last = evaluated.length - 1;
  if (last < MOST) return evaluated;
  const spread = Array.from({ length: MOST - 1 }, (_, k) => Math.round(last ** (k / (MOST - 2))));
  return [...new Set([0, ...spread])].map((index) => evaluated[index]!);
}

export interface DrawEpochOptions extends DrawOptions {
  readonly epoch: number;
  /** Called with every picture, and what it is called in logs. */
  readonly onPicture?: (tag: string, picture: Picture) => void;
}

/**
 * Draws what the network predicts after an epoch, if that is one of those that are drawn: `<epoch>/<image>.jpg`, two
 * rows, predictions and errors, a column for each task; and before training `truth/<image>.jpg`, the image and the truths.
 */
export async function drawEpoch(options: DrawEpochOptions): Promise<void> {
  const { folder, epoch, onPicture, ...source } = options;
  const { train, eval: evaluation } = source.config;
  if (!drawnEpochs(train.epochs, evaluation.every).includes(epoch)) return;
  const write = (place: string, name: string, tag: string, picture: Picture) => {
    makeFolder(join(folder, place));
    writeWhole(join(folder, place, `${name}.jpg`), picture.jpeg);
    onPicture?.(tag, picture);
  };
  for await (const { name, image, size, rows } of shownImages(source)) {
    if (epoch === 0) write("truth", name, `${name}/truth`, await truthStrip(image, size, rows));
    write(String(epoch), name, `${name}/predictions and errors`, await predictionStrip(size, rows));
  }
}
