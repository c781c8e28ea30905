import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { extname, join, parse } from "node:path";
import { DataError, type Size } from "@equipoise/datasets";
import sharp from "sharp";
import { predictionPng } from "../pictures/index.ts";
import { checkFree } from "../run/run-folder.ts";
import { writeWhole } from "../run/write-whole.ts";
import { sizeOf } from "../training/dataset.ts";
import { predictImage } from "../training/predict-image.ts";
import { openSavedRun } from "./saved-run.ts";
import { typedPath } from "./typed-path.ts";

/** Options of `predict`, as typed. */
export interface PredictOptions {
  readonly run?: string;
  readonly out: string;
}

/**
 * Predicts every task for images, at the size that the network was trained at: `<image>-<task>.png` for each, of the
 * image's size.
 *
 * @throws {DataError} if there is no image, or one cannot be read.
 */
export async function predict(source: string, options: PredictOptions): Promise<void> {
  const images = imagesOf(typedPath(source));
  const out = typedPath(options.out);
  checkFree(out);
  const { config, device, network, tasks } = await openSavedRun(options.run);
  const size = sizeOf(config);
  for (const image of images) {
    const { pixels, shown } = await readImage(image, size);
    const outputs = await predictImage(device, network, pixels, size);
    mkdirSync(out, { recursive: true });
    for (const { name, kind } of tasks)
      writeWhole(
        join(out, `${parse(image).name}-${name}.png`),
        await predictionPng(kind, outputs[name]!, size, shown),
      );
  }
  process.stdout.write(
    `${images.length} image${images.length === 1 ? "" : "s"}, ${tasks.length} tasks: ${out}\n`,
  );
  device.destroy();
}

const formats = [".jpg", ".jpeg", ".png", ".webp"];

function imagesOf(source: string): string[] {
  if (!existsSync(source))
    throw new DataError(source, { expected: "an image or a folder of images", got: "nothing there" });
  if (!statSync(source).isDirectory()) return [source];
  const images = readdirSync(source).filter((name) => formats.includes(extname(name).toLowerCase()));
  if (images.length > 0) return images.sort().map((name) => join(source, name));
  throw new DataError(source, { expected: `images (${formats.join(", ")})`, got: "a folder without one" });
}

/** An image at a size, `[3, H, W]`, 0..1, stretched where its proportions are others; and the size it is shown at. */
async function readImage(
  path: string,
  { width, height }: Size,
): Promise<{ readonly pixels: Float32Array; readonly shown: Size }> {
  let bytes: Buffer;
  let shown: Size;
  try {
    const image = sharp(path, { failOn: "truncated" });
    shown = (await image.metadata()).autoOrient;
    bytes = await image
      .autoOrient()
      .flatten({ background: "white" })
      .toColourspace("srgb")
      .resize(width, height, { fit: "fill", kernel: "linear" })
      .raw()
      .toBuffer();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n", 1)[0]! : String(error);
    throw new DataError(path, { expected: "an image that can be read", got: reason });
  }
  const channel = width * height;
  const channels = bytes.length / channel;
  // A grey image comes back with one channel.
  const pixels = Float32Array.from({ length: 3 * channel }, (_, i) => {
    const at = (i % channel) * channels + Math.min(Math.floor(i / channel), channels - 1);
    return bytes[at]! / 255;
  });
  return { pixels, shown };
}
