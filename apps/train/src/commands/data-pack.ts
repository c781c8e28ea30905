import { existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { detectFormat, packDataset } from "@equipoise/datasets";
import { ConfigError } from "../config/config-error.ts";
import { type ConfigOptions, loadConfig } from "../config/load.ts";
import { countingBar } from "../counting-bar.ts";
import { makeFolder } from "../run/make-folder.ts";
import { sourceOf, workersOf } from "../training/dataset.ts";
import { Interruption } from "./interruption.ts";
import { shellWord } from "./shell-word.ts";
import { stopOnSignals } from "./stop-signals.ts";
import { typedFolder, typedPath } from "./typed-path.ts";
import { openWholeImages } from "./whole-images.ts";

/** Options of `data pack`, as typed. */
export interface DataPackOptions extends ConfigOptions {
  readonly out: string;
}

/**
 * Writes a data set, decoded and at its configured size, to one file that training reads at one go.
 *
 * @throws {ConfigError} if there is such a file already.
 * @throws {DataError} if the data cannot be read or the file cannot be written.
 * @throws {WriteError} if its folder cannot be made.
 * @throws {Interruption} if a signal stopped it.
 */
export async function dataPack(options: DataPackOptions): Promise<void> {
  const out = typedPath(options.out);
  const file = out.endsWith(".packed") ? out : join(out, "data.packed");
  if (existsSync(file))
    throw new ConfigError(
      `${file}: expected no such file yet; got one. Name another with --out, or remove it`,
    );
  const asked = loadConfig(options, typedFolder());
  // Whole: a run on the file holds out of it what it is told to.
  const { dataset, config } = await openWholeImages({ ...asked, data: { ...asked.data, heldOut: 0 } }, null);
  const { name, width, height, splits } = dataset;
  const images = splits.map((split) => `${dataset.length(split)} ${split}`).join(", ");
  process.stdout.write(`${name}: images of ${width}x${height}, ${images}\n`);
  for (const note of dataset.notes ?? []) process.stdout.write(`${name}: ${note}\n`);

  const made = makeFolder(dirname(file));
  const bar = countingBar("images");
  const stop = stopOnSignals(() => {});
  try {
    const bytes = await packDataset(dataset, sourceOf(config.data), file, {
      ...workersOf(config),
      signal: stop.signal,
      onSample: bar.onDone,
    });
    bar.stop();
    // A folder that holds other data as well is opened as those.
    const data = (await detectFormat(out)) === "packed" ? out : file;
    process.stdout.write(
      `${out}: ${(bytes / 2 ** 20).toFixed(1)} MiB. Train on it with --data ${shellWord(data)}\n`,
    );
  } catch (error) {
    bar.stop();
    // They hold nothing else: the file is whole or not there.
    if (made) rmSync(made, { recursive: true });
    if (stop.received !== null && error === stop.signal.reason)
      throw new Interruption(stop.received, `stopped by ${stop.received}: ${file} is not written`);
    throw error;
  } finally {
    stop.release();
  }
}
