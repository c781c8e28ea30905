import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { DataError } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import { imageNames } from "../predict/image-names.ts";
import { predictPhoto } from "../predict/predict-photo.ts";
import { readPhoto } from "../predict/read-photo.ts";
import { TiledNetwork } from "../predict/tiled-network.ts";
import { type SizeChoice, workingSize } from "../predict/working-size.ts";
import { checkFree } from "../run/run-folder.ts";
import { sizeOf } from "../training/dataset.ts";
import { parseSize } from "./parse-size.ts";
import { openSavedRun } from "./saved-run.ts";
import { typedPath } from "./typed-path.ts";

/** Options of `predict`, as typed. */
export interface PredictOptions {
  readonly run?: string;
  readonly out: string;
  readonly size: string;
  /** MiB. */
  readonly memory: number;
  readonly npy?: boolean;
  readonly pictures: boolean;
}

/**
 * Predicts every task for images, at their own size: `<task>/<image>.png` and, for people, `<image>.jpg`.
 *
 * An image of a folder that cannot be read is said in a line and passed over; the command has failed then.
 *
 * @throws {ConfigError} if an option will not do. @throws {DataError} if there is no image.
 */
export async function predict(source: string, options: PredictOptions): Promise<void> {
  const choice = sizeChoice(options.size);
  const images = imagesOf(typedPath(source));
  const names = imageNames(images);
  const folder = typedPath(options.out);
  checkFree(folder, "predictions");
  const { config, device, network, tasks } = await openSavedRun(options.run);
  const to = { folder, arrays: options.npy ?? false, pictures: options.pictures };
  const trained = sizeOf(config);
  const tiled = new TiledNetwork(device, network, { maxBytes: options.memory * 2 ** 20 });
  let done = 0;
  for (const [i, path] of images.entries()) {
    try {
      const photo = await readPhoto(path, (shown) => workingSize(choice, shown, trained));
      for (const note of await predictPhoto(tiled, tasks, photo, names[i]!, to))
        process.stdout.write(`${basename(path)}: ${note}\n`);
      done++;
    } catch (error) {
      if (!(error instanceof DataError)) throw error;
      process.stderr.write(`error: ${error.message}\n`);
      process.exitCode = 1;
    }
  }
  if (done > 0)
    process.stdout.write(`${done} image${done === 1 ? "" : "s"}, ${tasks.length} tasks: ${folder}\n`);
  tiled[Symbol.dispose]();
  device.destroy();
}

function sizeChoice(text: string): SizeChoice {
  if (text === "fit" || text === "train" || text === "native") return text;
  const size = parseSize(text);
  if (size) return size;
  throw new ConfigError(
    `--size ${text}: expected fit, train, native, or a width and a height, for example 384x288`,
  );
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
