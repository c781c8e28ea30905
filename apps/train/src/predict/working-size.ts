import type { Size } from "@equipoise/datasets";

/**
 * At which size a network sees an image:
 *
 * - `fit`: with as many pixels as it was trained on, in the image's own proportions;
 * - `train`: at the size that it was trained at, as in evaluations, whatever the image's proportions;
 * - `native`: at the image's own size;
 * - or at one of its own.
 */
export type SizeChoice = "fit" | "train" | "native" | Size;

export function workingSize(choice: SizeChoice, image: Size, trained: Size): Size {
  if (typeof choice === "object") return choice;
  if (choice === "native") return image;
  if (choice === "train") return trained;
  const scale = Math.sqrt((trained.width * trained.height) / (image.width * image.height));
  const side = (pixels: number) => Math.max(1, Math.round(pixels * scale));
  return { width: side(image.width), height: side(image.height) };
}
